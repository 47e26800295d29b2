// Batches over a Unix socket: each connection is one, until standard input ends.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A Unix socket that programs of the same user connect to.
final class BatchListener: Sendable {
    /// The maximum number of connections at a time; others wait.
    private static let maximumConnections = 64

    private let options: BatchOptions
    private let path: [UInt8]
    private let socket: Int32
    private let connections = Monitor(Set<Int32>())

    /// Listens at `path`, which gets mode 0600. A socket there that no process listens at is replaced.
    init(_ path: [UInt8], _ options: BatchOptions) throws(RgitError) {
        self.path = path
        self.options = options
        socket = try BatchListener.open(path)
        // The path stays until the process ends, for the handler of signals.
        path.withUnsafeBufferPointer { bytes in
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
            for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
            copy[bytes.count] = 0
            Interruption.socketPath.store(UInt(bitPattern: copy), ordering: .relaxed)
        }
    }

    /// Serves connections until standard input ends; then waits for the answers that are being written.
    func run() async throws(RgitError) {
        guard let thread = WorkerThreads(count: 1, body: { self.accept() }) else {
            throw RgitError(.io, "cannot start a thread", "the limit on processes is reached")
        }
        await thread.finish()
    }

    // MARK: The socket

    private static func open(_ path: [UInt8]) throws(RgitError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !path.isEmpty, path.count < room, !path.contains(0) else {
            throw RgitError(.usage, "the path of a socket has 1 to \(room - 1) bytes", path)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        for attempt in 1...2 {
            let descriptor = newSocket()
            guard descriptor >= 0 else { throw failure("cannot make a socket", path) }
            let mask = umask(0o177)
            let isBound = call(descriptor, address) { bind($0, $1, $2) }
            let code = errno
            umask(mask)
            if isBound == 0, listen(descriptor, 64) == 0 { return descriptor }
            close(descriptor)
            errno = code
            guard isBound != 0, code == EADDRINUSE, attempt == 1, isAbandoned(path, address) else { break }
            unlink(string(path))
        }
        throw failure("cannot listen", path)
    }

    /// Whether there is a socket at which no process listens.
    private static func isAbandoned(_ path: [UInt8], _ address: sockaddr_un) -> Bool {
        let code = errno
        defer { errno = code }
        var status = stat()
        guard lstat(string(path), &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return false }
        let descriptor = newSocket()
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return call(descriptor, address) { connect($0, $1, $2) } != 0 && errno == ECONNREFUSED
    }

    private static func newSocket() -> Int32 {
        #if canImport(Glibc)
            return Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
            return Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
    }

    private static func call(
        _ descriptor: Int32, _ address: sockaddr_un,
        _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = address
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func string(_ path: [UInt8]) -> [CChar] { path.map { CChar(bitPattern: $0) } + [0] }

    private static func failure(_ what: String, _ path: [UInt8]) -> RgitError {
        RgitError(.io, "\(what): \(String(cString: strerror(errno)))", path)
    }

    // MARK: Connections

    /// Takes connections until standard input ends, and waits for the last of them.
    private func accept() {
        var isOver = false
        while !isOver {
            let isFull = connections.locked { $0.count >= Self.maximumConnections }
            var events = [
                pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isFull ? -1 : socket, events: Int16(POLLIN), revents: 0),
            ]
            // Without room for another, look again soon.
            guard poll(&events, 2, isFull ? 50 : -1) >= 0 else { continue }
            if events[1].revents != 0 { acceptOne() }
            if events[0].revents != 0 { isOver = inputEnded() }
        }
        unlink(BatchListener.string(path))
        Interruption.socketPath.store(0, ordering: .relaxed)
        close(socket)
        connections.locked { for connection in $0 { shutdown(connection, Int32(SHUT_RD)) } }
        connections.wait { $0.isEmpty ? .ready(()) : .notYet }
    }

    /// Whether standard input has ended; what it says before that is passed over.
    private func inputEnded() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
        return count == 0 || count < 0 && errno != EINTR && errno != EAGAIN
    }

    private func acceptOne() {
        #if canImport(Glibc)
            let connection = Glibc.accept(socket, nil, nil)
        #else
            let connection = Darwin.accept(socket, nil, nil)
        #endif
        guard connection >= 0 else { return }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        guard isOwn(connection) else {
            close(connection)
            return
        }
        connections.locked { _ = $0.insert(connection) }
        let stream = BatchStream(options, input: connection, output: connection, isSocket: true)
        Task.detached {
            // A connection that fails has no other place to report it.
            try? await stream.run()
            close(connection)
            self.connections.announce { _ = $0.remove(connection) }
        }
    }

    /// Whether the program at the other end runs as the same user.
    private func isOwn(_ connection: Int32) -> Bool {
        #if canImport(Glibc)
            // A struct ucred, which Swift does not see.
            var peer: (process: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
            var size = socklen_t(MemoryLayout.size(ofValue: peer))
            return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
                && peer.user == geteuid()
        #else
            var user = uid_t()
            var group = gid_t()
            return getpeereid(connection, &user, &group) == 0 && user == geteuid()
        #endif
    }
}
