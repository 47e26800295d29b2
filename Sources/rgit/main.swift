// The program: arguments in, exit status out.

import RgitCommandLine

print("rgit")
