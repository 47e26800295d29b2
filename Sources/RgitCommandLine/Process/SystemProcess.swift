// What the operating system hands to a process: arguments, environment, working directory, time, three descriptors.

import RgitCore

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

    /// The environment variables, the working directory (empty when it no longer exists), and the time.
    public static func environment() -> ProcessEnvironment {
        var variables: [String: [UInt8]] = [:]
        var next = environ
        while let entry = next.pointee {
            let setting = bytes(entry)
            if let equals = setting.firstIndex(of: 0x3d) {
                let name = String(decoding: setting[..<equals], as: UTF8.self)
                // The first of several settings counts, as for getenv.
                if variables[name] == nil { variables[name] = Array(setting[(equals + 1)...]) }
            }
            next += 1
        }
        var directory: [UInt8] = []
        if let path = getcwd(nil, 0) {
            directory = bytes(path)
            free(path)
        }
        return ProcessEnvironment(variables: variables, workingDirectory: directory, now: Int64(time(nil)))
    }

    /// Makes sure that descriptors 0, 1 and 2 are taken, so that no file of a repository is opened under their numbers
    /// and written to. Writing to standard output still fails when it was closed.
    static func fillStandardDescriptors() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is the one that is missing.
            _ = open("/dev/null", descriptor == 1 ? O_RDONLY : O_RDWR)
        }
    }

    private static func bytes(_ string: UnsafeMutablePointer<CChar>) -> [UInt8] {
        let length = strlen(string)
        return Array(UnsafeRawBufferPointer(start: string, count: length))
    }

    private static var environ: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        #if canImport(Glibc)
            Glibc.environ
        #else
            _NSGetEnviron().pointee
        #endif
    }
}
