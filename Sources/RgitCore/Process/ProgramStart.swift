// Starts another program: arguments and variables as bytes, never through a shell, with the descriptors it is to have.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a program is started.
package struct ProgramStart: Sendable {
    /// The program, a path or a name that is looked up in `PATH`, and its arguments.
    package var arguments: [[UInt8]]
    /// Its environment: `NAME=VALUE` each.
    package var settings: [[UInt8]]
    /// The descriptors it has: its own numbers with those of this process. The others that are close-on-exec it has not.
    package var descriptors: [(own: Int32, from: Int32)] = []
    /// Whether it begins a session of its own: without a terminal, and in a process group that can be ended as a whole.
    package var hasOwnSession = false

    /// Describes a start.
    package init(_ arguments: [[UInt8]], settings: [[UInt8]]) {
        self.arguments = arguments
        self.settings = settings
    }

    /// Held while a pipe is not yet close-on-exec, and while a program is started.
    private static let lock = Mutex(())

    /// Starts the program; the error is a number of `errno`.
    package func start() -> Result<pid_t, StartFailure> {
        #if canImport(Glibc)
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        for (own, source) in descriptors {
            unsafe posix_spawn_file_actions_adddup2(&actions, source, own)
        }
        // rgit ignores SIGPIPE; what it starts must not inherit that.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        var flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        if hasOwnSession { flags |= Self.sessionFlag }
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        let argv = CStrings(arguments)
        let envp = CStrings(settings)
        var process: pid_t = 0
        guard let name = unsafe argv.pointers.first.flatMap({ unsafe $0 }) else {
            return .failure(StartFailure(code: EINVAL))
        }
        let code = Self.lock.withLock { _ in
            unsafe posix_spawnp(&process, name, &actions, &attributes, argv.pointers, envp.pointers)
        }
        return code == 0 ? .success(process) : .failure(StartFailure(code: code))
    }

    /// Starts a program that reads from a pipe; `nil` where it cannot be started.
    ///
    /// Only the end that it reads from reaches it, or it would never see the end of its input.
    package static func startReader(
        _ arguments: [[UInt8]], settings: [[UInt8]]
    ) -> (process: pid_t, pipe: Int32)? {
        guard let ends = pipe() else { return nil }
        var start = ProgramStart(arguments, settings: settings)
        start.descriptors = [(own: 0, from: ends.reading)]
        let process = try? start.start().get()
        close(ends.reading)
        guard let process else {
            close(ends.writing)
            return nil
        }
        return (process, ends.writing)
    }

    /// A pipe whose ends are close-on-exec; `nil`, with the reason in `errno`, where there is none to be had.
    package static func pipe() -> (reading: Int32, writing: Int32)? {
        var ends: [Int32] = [-1, -1]
        return lock.withLock { _ in
            #if canImport(Glibc)
                let outcome = unsafe Glibc.pipe(&ends)
            #else
                let outcome = unsafe Darwin.pipe(&ends)
            #endif
            guard outcome == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
    }

    #if canImport(Glibc)
        // POSIX_SPAWN_SETSID of spawn.h, which glibc shows to GNU sources only.
        private static let sessionFlag: Int32 = 0x80
    #else
        private static let sessionFlag = Int32(POSIX_SPAWN_SETSID)
    #endif
}

/// Why a program could not be started.
package struct StartFailure: Error {
    /// A number of `errno`.
    package let code: Int32
}

/// Strings as C wants them: each ended by a zero byte, the list by a null pointer.
@safe private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [[UInt8]]) {
        unsafe pointers =
            strings.map { string in
                let copy = UnsafeMutablePointer<CChar>.allocate(capacity: string.count + 1)
                for (index, byte) in string.enumerated() { unsafe copy[index] = CChar(bitPattern: byte) }
                unsafe copy[string.count] = 0
                return unsafe copy
            } + [nil]
    }

    deinit {
        for index in 0..<(unsafe pointers.count) { unsafe pointers[index]?.deallocate() }
    }
}
