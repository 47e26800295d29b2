// The process that runs this code, for callers who want their questions asked from it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ProcessEnvironment {
    /// This process: its environment variables, its working directory (empty when it no longer exists), the time now.
    public static func current() -> ProcessEnvironment {
        var count = 0
        while unsafe environ[count] != nil { count += 1 }
        var variables: [String: [UInt8]] = [:]
        variables.reserveCapacity(count)
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let setting = unsafe bytes(entry)
            if let equals = setting.firstIndex(of: 0x3d) {
                let name = String(decoding: setting[..<equals], as: UTF8.self)
                // The first of several settings counts, as for getenv.
                if variables[name] == nil { variables[name] = Array(setting[(equals + 1)...]) }
            }
            unsafe next += 1
        }
        var directory: [UInt8] = []
        if let path = unsafe getcwd(nil, 0) {
            directory = unsafe bytes(path)
            unsafe free(path)
        }
        return ProcessEnvironment(variables: variables, workingDirectory: directory, now: Int64(time(nil)))
    }

    private static func bytes(_ string: UnsafeMutablePointer<CChar>) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: string, count: strlen(string)))
    }

    private static var environ: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        #if canImport(Glibc)
            unsafe Glibc.environ
        #else
            _NSGetEnviron().pointee
        #endif
    }
}
