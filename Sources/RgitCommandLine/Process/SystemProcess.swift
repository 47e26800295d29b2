// What the operating system hands to a process: arguments and three descriptors.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process rgit runs as.
public enum SystemProcess {
    /// The arguments after the program's name, byte for byte.
    public static func arguments() -> [[UInt8]] {
        let count = Int(CommandLine.argc)
        guard count > 1 else { return [] }
        return (1..<count).compactMap { CommandLine.unsafeArgv[$0].map(bytes) }
    }

    /// Makes sure that descriptors 0, 1 and 2 are taken, so that no file of a repository is opened under their numbers
    /// and written to. Writing to standard output still fails when it was closed.
    public static func fillStandardDescriptors() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is the one that is missing.
            _ = open("/dev/null", descriptor == 1 ? O_RDONLY : O_RDWR)
        }
    }

    private static func bytes(_ string: UnsafeMutablePointer<CChar>) -> [UInt8] {
        let length = strlen(string)
        return Array(UnsafeRawBufferPointer(start: string, count: length))
    }
}
