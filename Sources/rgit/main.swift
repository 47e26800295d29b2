// The program: arguments in, exit status out.

import RgitCommandLine
import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// Before any task runs: the runtime opens descriptors of its own, which must not take the place of a closed one.
SystemProcess.fillStandardDescriptors()
ProcessLimits.check()
Task.detached {
    ProcessLimits.noteStart()
    exit(await RgitMain.run(arguments: SystemProcess.arguments(), environment: .current()))
}
ProcessLimits.wait()
