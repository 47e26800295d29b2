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
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        // Only the end the pager reads from may reach it, or it would never see the end of its input.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

        let special = Array("|&;<>()$`\\\"' \t\n*?[#~=%".utf8)
        let isPlain = !command.contains { special.contains($0) }
        let arguments = isPlain ? [command] : [Array("/bin/sh".utf8), Array("-c".utf8), command]

        var variables = environment.variables
        if variables["LESS"] == nil { variables["LESS"] = Array("FRX".utf8) }
        if variables["LV"] == nil { variables["LV"] = Array("-c".utf8) }
        let settings = variables.map { Array($0.key.utf8) + [0x3d] + $0.value }

        let process = spawn(arguments, settings, input: ends[0])
        close(ends[0])
        guard let process else {
            close(ends[1])
            return nil
        }
        return (process, ends[1])
    }

    /// Waits until the pager has gone.
    static func wait(_ process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Starts a program that reads from `input`; `nil` when it cannot be started.
    static func spawn(_ arguments: [[UInt8]], _ settings: [[UInt8]], input: Int32) -> pid_t? {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        // rgit ignores SIGPIPE; what the pager runs must not inherit that.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        let argv = CStrings(arguments)
        let envp = CStrings(settings)
        var process: pid_t = 0
        guard let name = argv.pointers.first.flatMap({ $0 }) else { return nil }
        return posix_spawnp(&process, name, &actions, &attributes, argv.pointers, envp.pointers) == 0
            ? process : nil
    }
}

/// Strings as C wants them: each ended by a zero byte, the list by a null pointer.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [[UInt8]]) {
        pointers =
            strings.map { string in
                let copy = UnsafeMutablePointer<CChar>.allocate(capacity: string.count + 1)
                for (index, byte) in string.enumerated() { copy[index] = CChar(bitPattern: byte) }
                copy[string.count] = 0
                return copy
            } + [nil]
    }

    deinit {
        for pointer in pointers { pointer?.deallocate() }
    }
}
