// A program that runs beside a test: it says on its first line where it is, and ends with the test.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server of a test. It has to print a line once it is ready, and to end when its standard input does.
public final class BackgroundProgram: Sendable {
    /// What it printed first, without the line feed.
    public let firstLine: [UInt8]
    private let child: pid_t
    private let input: Int32
    private let output: Int32

    /// Starts a program and waits for its first line.
    public init(_ command: [String], in directory: String, environment: [String: [UInt8]]) throws {
        var toChild = try Pipe()
        var fromChild = try Pipe()
        var actions = SpawnActions()
        defer {
            actions.destroy()
            toChild.closeReadEnd()
            fromChild.closeWriteEnd()
        }
        actions.duplicate(toChild.readEnd, as: 0)
        actions.duplicate(fromChild.writeEnd, as: 1)
        child = try spawn(
            command.map { Array($0.utf8) }, in: directory, environment: environment, actions: &actions,
            newSession: false)
        fromChild.closeWriteEnd()
        input = toChild.writeEnd
        output = fromChild.readEnd
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
        firstLine = line
    }

    deinit {
        close(input)
        close(output)
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
}
