// The pager in front of a table on a terminal: chosen as git chooses it, fed through a pipe, waited for.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Starts the pager and waits for it.
enum Pager {
    /// The pager's command line: `GIT_PAGER`, the repository's `core.pager`, `PAGER`, else `less`; `nil` when the first
    /// of them that is set is empty or `cat`.
    static func command(_ environment: ProcessEnvironment, configured: [UInt8]?) -> [UInt8]? {
        let command = environment["GIT_PAGER"] ?? configured ?? environment["PAGER"] ?? Array("less".utf8)
        return command.isEmpty || command == Array("cat".utf8) ? nil : command
    }

    /// Starts a pager that reads from a pipe and writes to standard output; `nil` when it cannot be started.
    ///
    /// `LESS=FRX` and `LV=-c` are set for it unless they are set already. A command line that is more than a name goes
    /// through the shell.
    static func start(_ command: [UInt8], _ environment: ProcessEnvironment) -> (process: pid_t, pipe: Int32)?
    {
        let special = Array("|&;<>()$`\\\"' \t\n*?[#~=%".utf8)
        let isPlain = !command.contains { special.contains($0) }
        let arguments = isPlain ? [command] : [Array("/bin/sh".utf8), Array("-c".utf8), command]

        var variables = environment.variables
        if variables["LESS"] == nil { variables["LESS"] = Array("FRX".utf8) }
        if variables["LV"] == nil { variables["LV"] = Array("-c".utf8) }
        let settings = variables.map { Array($0.key.utf8) + [0x3d] + $0.value }

        return ProgramStart.startReader(arguments, settings: settings)
    }

    /// Waits until the pager has gone.
    static func wait(_ process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}
