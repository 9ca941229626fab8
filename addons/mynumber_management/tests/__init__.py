# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import test_companies
from . import test_law_data
from . import test_audit_view
from . import test_filings
from . import test_text_guard
from . import test_uninstall_guard
from . import test_raw_tables
from . import test_rights
from . import test_roles
from . import test_subjects
from . import test_verification
from . import test_people_addresses
from . import test_people_code_and_access
from . import test_people_dependants
from . import test_people_establishments
from . import test_people_guards
from . import test_people_names
from . import test_people_wareki
from . import test_js
