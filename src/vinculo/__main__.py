"""`python -m vinculo`."""

import sys

from vinculo.cli import main

sys.exit(main())
