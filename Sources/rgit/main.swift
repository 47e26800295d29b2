// The program: arguments in, exit status out.

import RgitCommandLine
import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// Before any task runs: what the program opens must not take the place of a closed descriptor.
SystemProcess.fillStandardDescriptors()
ProcessLimits.check()
let thread = ThreadExecutor()
Task.detached(executorPreference: thread) {
    exit(await RgitMain.run(arguments: SystemProcess.arguments(), environment: .current()))
}
thread.run()
