# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import base_partner_merge
from . import mynumber_layout_settings
from . import mynumber_office
from . import mynumber_postcode_load
from . import mynumber_roster
from . import mynumber_standing_order
from . import mynumber_statement_output
from . import mynumber_statement_prepare
from . import mynumber_statement_totals
