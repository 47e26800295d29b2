// The system calls under ProcessRunner: pipes, posix_spawn and the clock.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A system call that failed.
public struct SystemFailure: Error, CustomStringConvertible {
    /// The call and the reason.
    public let description: String

    init(_ operation: String, _ code: Int32 = errno) {
        description = "\(operation): \(String(cString: strerror(code)))"
    }
}

enum Clock {
    /// Seconds of a clock that only goes forward.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Held while a pipe is not yet close-on-exec and while a program is started.
let spawnLock = Mutex(())

/// Both ends of a pipe; an end that was closed is -1.
struct Pipe {
    private(set) var readEnd: Int32 = -1
    private(set) var writeEnd: Int32 = -1

    init() throws {
        var ends: [Int32] = [-1, -1]
        // Tests start programs side by side, and one must not inherit another's pipe: see `spawnLock`.
        let failed = spawnLock.withLock { _ in
            if pipe(&ends) != 0 { return true }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return false
        }
        if failed { throw SystemFailure("pipe") }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    mutating func closeReadEnd() { closeDescriptor(&readEnd) }
    mutating func closeWriteEnd() { closeDescriptor(&writeEnd) }

    mutating func close() {
        closeReadEnd()
        closeWriteEnd()
    }
}

func closeDescriptor(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
}

/// What happens to the child's descriptors before the program starts.
struct SpawnActions {
    #if canImport(Glibc)
        var raw = posix_spawn_file_actions_t()
    #else
        var raw: posix_spawn_file_actions_t?
    #endif

    init() { posix_spawn_file_actions_init(&raw) }

    mutating func duplicate(_ descriptor: Int32, as target: Int32) {
        posix_spawn_file_actions_adddup2(&raw, descriptor, target)
    }

    mutating func open(_ path: String, as target: Int32, flags: Int32 = O_WRONLY) {
        posix_spawn_file_actions_addopen(&raw, target, path, flags, 0o600)
    }

    mutating func close(_ descriptor: Int32) { posix_spawn_file_actions_addclose(&raw, descriptor) }

    mutating func destroy() { posix_spawn_file_actions_destroy(&raw) }
}

/// Starts a program in a process group of its own, so that it can be killed together with its children.
func spawn(
    _ command: [[UInt8]], in directory: String, environment: [String: [UInt8]],
    actions: inout SpawnActions, newSession: Bool
) throws -> pid_t {
    #if canImport(Glibc)
        var attributes = posix_spawnattr_t()
    #else
        var attributes: posix_spawnattr_t?
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The tests ignore SIGPIPE; the program must meet it as any program does.
    var signals = sigset_t()
    sigfillset(&signals)
    sigdelset(&signals, SIGKILL)
    sigdelset(&signals, SIGSTOP)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    #if canImport(Glibc)
        // POSIX_SPAWN_SETSID of glibc's spawn.h, which shows it to GNU sources only.
        let sessionFlag: Int32 = 0x80
    #else
        let sessionFlag = Int32(POSIX_SPAWN_SETSID)
    #endif
    let group = newSession ? sessionFlag : Int32(POSIX_SPAWN_SETPGROUP)
    posix_spawnattr_setflags(
        &attributes, Int16(group | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK))
    )

    let variables = environment.sorted { $0.key < $1.key }.map { Array($0.key.utf8) + [0x3D] + $0.value }
    var child: pid_t = 0
    // The shell changes the directory, which posix_spawn itself cannot do everywhere, and becomes the program.
    let script = "cd -- \"$0\" && exec \"$@\""
    let words = ["/bin/sh", "-c", script, directory].map { Array($0.utf8) } + command
    let code = withCStrings(words) { arguments in
        withCStrings(variables) { variables in
            spawnLock.withLock { _ in
                posix_spawn(&child, "/bin/sh", &actions.raw, &attributes, arguments, variables)
            }
        }
    }
    guard code == 0 else {
        throw SystemFailure("start \(String(decoding: command[0], as: UTF8.self))", code)
    }
    return child
}

private func withCStrings<R>(
    _ strings: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { bytes in
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
        for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
        copy[bytes.count] = 0
        return copy
    }
    pointers.append(nil)
    defer { for pointer in pointers { pointer?.deallocate() } }
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("the list always ends with nil") }
        return body(base)
    }
}
