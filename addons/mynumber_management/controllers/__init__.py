# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import audit
from . import backend
from . import files
from . import output
from . import people
from . import pin
from . import rights
from . import status
from . import statement
