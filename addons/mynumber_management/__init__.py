# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import models
from . import wizard
from . import report
from . import door
from . import controllers
from . import jobs
from .hooks import uninstall_hook
from .logs import mask_numbers

mask_numbers()
