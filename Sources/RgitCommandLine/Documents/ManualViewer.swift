// Shows a man page through man on a terminal, without a temporary file.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs man.
enum ManualViewer {
    #if canImport(Darwin)
        // The man of macOS reads no page from a pipe; mandoc does.
        private static let program = ["mandoc", "-a"]
    #else
        private static let program = ["man", "-l", "-"]
    #endif

    /// Shows roff; `false` where there is no man, or it could not.
    static func show(_ roff: String, environment: ProcessEnvironment) -> Bool {
        // The page goes through a pipe: a temporary file would remain if this process were killed.
        let settings = environment.variables.map { Array($0.key.utf8) + [0x3d] + $0.value }
        guard
            let (child, pipe) = ProgramStart.startReader(
                program.map { Array($0.utf8) }, settings: settings)
        else { return false }
        // Ctrl-C is for man and its pager; it must not end us while they own the terminal.
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        // man may exit without reading all of it, which is no error.
        try? RawOutput.write(Array(roff.utf8), to: pipe)
        close(pipe)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        _ = signal(SIGINT, interrupt)
        _ = signal(SIGQUIT, quit)
        return status == 0
    }
}
