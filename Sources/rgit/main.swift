// The program: arguments in, exit status out.

import RgitCommandLine
import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

exit(
    await RgitMain.run(arguments: SystemProcess.arguments(), environment: .current()))
