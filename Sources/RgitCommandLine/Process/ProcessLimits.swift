// Refuses to start where the system gives too little: the runtime below would die or wait for ever without a word.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a run needs of the system at least.
public enum ProcessLimits {
    /// Open files besides the standard ones: the runtime's own, a directory, a file.
    private static let descriptors = 6
    /// Threads besides the first: the runtime's two, and one that works.
    private static let threads = 3
    /// Address space in bytes: the program, its libraries, the stacks and heaps of threads.
    private static let addressSpace = 128 << 20
    /// A limit of processes above this is not tried out.
    private static let manyProcesses = 512

    /// Ends the process with a line on standard error where a limit is too low. Call it before any task runs.
    public static func check() {
        if let limit = limit(openFiles), limit < 64, !canOpen(descriptors) {
            end("too few open files allowed", limit, hint: "Raise the limit with 'ulimit -n 64'.")
        }
        if let limit = limit(memory), limit < addressSpace {
            end("too little memory allowed", limit, hint: "Raise the limit with 'ulimit -v unlimited'.")
        }
        if let limit = limit(processes), limit <= manyProcesses, !canStart(threads) {
            end("too few processes allowed", limit, hint: "Raise the limit with 'ulimit -u'.")
        }
    }

    #if canImport(Glibc)
        private static let openFiles = Int32(RLIMIT_NOFILE.rawValue)
        private static let memory = Int32(RLIMIT_AS.rawValue)
        // __RLIMIT_NPROC of sys/resource.h, a macro that Swift does not see.
        private static let processes: Int32 = 6
    #else
        private static let openFiles = RLIMIT_NOFILE
        private static let memory = RLIMIT_AS
        private static let processes = RLIMIT_NPROC
    #endif

    /// The limit in force; `nil` for none.
    private static func limit(_ resource: Int32) -> Int? {
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0 else { return nil }
        return Int(exactly: limits.rlim_cur)
    }

    private static func canOpen(_ count: Int) -> Bool {
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        while opened.count < count {
            let descriptor = dup(0)
            guard descriptor >= 0 else { return false }
            opened.append(descriptor)
        }
        return true
    }

    /// Whether that many threads can run at the same time.
    private static func canStart(_ count: Int) -> Bool {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        let started = (0..<count).compactMap { _ in WaitingThread(until: ends[0]) }
        close(ends[1])
        // They have to be gone before the runtime asks for its own.
        for thread in started { thread.join() }
        close(ends[0])
        return started.count == count
    }

    private static func end(_ what: String, _ limit: Int?, hint: String?) -> Never {
        let error = RgitError(.io, what, limit.map { "\($0)" } ?? "", hint: hint)
        ErrorConsole().show(Diagnostics.lines(error, isColored: false))
        exit(Exit.unreadable.rawValue)
    }
}

/// A thread that does nothing until the writing end of a pipe is closed.
private struct WaitingThread {
    private let thread: pthread_t

    /// Starts it; `nil` where there is none to be had.
    init?(until reading: Int32) {
        let argument = UnsafeMutableRawPointer(bitPattern: Int(reading) + 1)
        #if canImport(Darwin)
            var thread: pthread_t?
            guard pthread_create(&thread, nil, { WaitingThread.wait($0) }, argument) == 0, let thread else {
                return nil
            }
        #else
            var thread = pthread_t()
            guard pthread_create(&thread, nil, { $0.flatMap { WaitingThread.wait($0) } }, argument) == 0
            else {
                return nil
            }
        #endif
        self.thread = thread
    }

    /// Waits until it has ended.
    func join() { pthread_join(thread, nil) }

    private static func wait(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        var byte: UInt8 = 0
        _ = read(Int32(Int(bitPattern: argument) - 1), &byte, 1)
        return nil
    }
}
