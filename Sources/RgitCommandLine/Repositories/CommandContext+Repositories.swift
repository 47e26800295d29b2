// Turns the options that name several repositories into a list of them.

import GitObjects
import Records
import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension CommandContext {
    /// The repositories that `--repo`, `--repos-from` and `--repos-under` name, in the order of the options; what could
    /// not be listed is among its problems.
    ///
    /// - Throws: `io` where a list cannot be read, `usage` where there is none, or nothing in it.
    func repositoryList(_ options: GlobalOptions) throws -> RepositoryList {
        var environment = environment
        environment.workingDirectory = options.startDirectory(environment)
        var list = RepositoryList(environment: environment)
        for source in options.repositories {
            try Task.checkCancellation()
            switch source {
            case .directory(let path): list.add(path)
            case .below(let path): list.addRepositories(under: path)
            case .list(let file):
                let text: [UInt8]
                if source.readsStandardInput {
                    text = try ListFile.load(input)
                } else {
                    let slash = UInt8(ascii: "/")
                    text = try ListFile.load(
                        file.first == slash ? file : environment.workingDirectory + [slash] + file,
                        named: file)
                }
                list.add(listed: text, nulTerminated: options.nulTerminated)
            }
        }
        return list
    }
}

/// Reads lists whole; a pipe, as the shell makes for `<(command)`, is as good as a file.
private enum ListFile {
    /// The largest list, in bytes: a million long paths.
    private static let maximumSize = 256 << 20

    static func load(_ input: StandardInput) throws(RgitError) -> [UInt8] {
        switch input {
        case .descriptor: try contents(of: 0, "standard input")
        case .bytes(let bytes): bytes
        }
    }

    static func load(_ path: [UInt8], named name: [UInt8]) throws(RgitError) -> [UInt8] {
        let text = Text(name)
        let descriptor = (path + [0]).withUnsafeBytes { buffer in
            buffer.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_RDONLY | O_CLOEXEC) }
        }
        guard let descriptor, descriptor >= 0 else {
            throw RgitError(.io, FileSystem.failure("cannot read", errno), text)
        }
        defer { close(descriptor) }
        return try contents(of: descriptor, text)
    }

    private static func contents(of descriptor: Int32, _ name: Text) throws(RgitError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count > 0 {
                bytes += chunk.prefix(count)
                guard bytes.count <= maximumSize else {
                    throw RgitError(.io, "list of repositories is larger than 256 MiB", name)
                }
            } else if errno != EINTR {
                throw RgitError(.io, FileSystem.failure("cannot read", errno), name)
            }
        }
    }
}
