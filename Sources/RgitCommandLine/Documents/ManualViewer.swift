// Shows a man page through man on a terminal, and leaves nothing behind.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs man.
enum ManualViewer {
    /// Shows roff; `false` where there is no man, or it could not.
    static func show(_ roff: String, environment: ProcessEnvironment) -> Bool {
        // man reads the page from a pipe where it can: a file would be left behind by whoever kills us.
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        guard let child = start(["man", "-l", "-"], environment, input: ends[0]) else {
            close(ends[0])
            close(ends[1])
            return false
        }
        close(ends[0])
        // Ctrl-C is for man and its pager; it must not end us while they own the terminal.
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        let broken = signal(SIGPIPE, SIG_IGN)
        try? RawOutput.write(Array(roff.utf8), to: ends[1])
        close(ends[1])
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        _ = signal(SIGINT, interrupt)
        _ = signal(SIGQUIT, quit)
        _ = signal(SIGPIPE, broken)
        return status == 0
    }

    private static func start(
        _ arguments: [String], _ environment: ProcessEnvironment, input: Int32
    ) -> pid_t? {
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.variables.map { name, value -> UnsafeMutablePointer<CChar>? in
            (Array(name.utf8) + [UInt8(ascii: "=")] + value + [0]).withUnsafeBytes { bytes in
                bytes.assumingMemoryBound(to: CChar.self).baseAddress.flatMap { strdup($0) }
            }
        }
        variables.append(nil)
        defer {
            for word in words { free(word) }
            for variable in variables { free(variable) }
        }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addclose(&actions, input)
        var child: pid_t = 0
        return posix_spawnp(&child, "man", &actions, nil, &words, &variables) == 0 ? child : nil
    }
}
