# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# mixins first
from . import mynumber_contact
from . import mynumber_person
from . import mynumber_post_watch
from . import mynumber_shipped
from . import mynumber_text_guard
from . import mynumber_guarded
from . import mynumber_holder
from . import mynumber_wareki

from . import mynumber_assignment
from . import mynumber_audit_entry
from . import mynumber_checkpoint
from . import mynumber_dependant
from . import mynumber_dependant_status
from . import mynumber_establishment
from . import mynumber_establishment_municipality
from . import mynumber_file_fill
from . import mynumber_file_words
from . import mynumber_filing
from . import mynumber_holding
from . import mynumber_job
from . import mynumber_municipality
from . import mynumber_notice
from . import mynumber_order
from . import mynumber_people_import
from . import mynumber_people_known
from . import mynumber_people_mapping
from . import mynumber_people_store
from . import mynumber_postcode
from . import mynumber_proof
from . import mynumber_purpose
from . import mynumber_purpose_set
from . import mynumber_register
from . import mynumber_right
from . import mynumber_right_spell
from . import mynumber_subject
from . import mynumber_subject_purpose
from . import mynumber_panel
from . import mynumber_verification

from . import hr_employee
from . import mynumber_statement_figures
from . import mynumber_statement_facts
from . import mynumber_statement_withholding
from . import mynumber_statement_relative
from . import mynumber_statement_engine
from . import mynumber_statement_findings
from . import mynumber_statement_household
from . import mynumber_statement_import
from . import mynumber_statement_output
from . import mynumber_file_spelling
from . import mynumber_statement_file
from . import mynumber_statement_prefill

from . import hr_version
from . import mail_drafts
from . import mail_activity
from . import mail_message
from . import ir_module_module
from . import res_company
from . import res_country_state
from . import res_partner
from . import res_users
from . import resource_resource
