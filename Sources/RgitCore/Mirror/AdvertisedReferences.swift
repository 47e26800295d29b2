// The references that a server has, as git ls-remote --symref prints them.

import GitObjects

/// What `git ls-remote --symref` prints.
struct AdvertisedReferences {
    /// What HEAD is at the server.
    enum Head: Equatable {
        /// A branch.
        case branch([UInt8])
        /// A commit.
        case detached([UInt8])
        /// It is not said: an empty repository, or a branch without commits.
        case unknown
    }

    /// The object of each reference, in hexadecimal digits.
    private(set) var targets: [[UInt8]: [UInt8]] = [:]
    private(set) var head = Head.unknown

    /// Reads lines of an object, a tab and a name.
    init(_ output: [UInt8]) {
        let symbolic = Array("ref: ".utf8)
        let name = Array("HEAD".utf8)
        for line in output.split(separator: 0x0a) {
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            let (value, reference) = (Array(line[..<tab]), Array(line[(tab + 1)...]))
            if reference == name {
                if value.starts(with: symbolic) {
                    head = .branch(Array(value.dropFirst(symbolic.count)))
                } else if head == .unknown {
                    head = .detached(value)
                }
            } else if reference.starts(with: Array("refs/".utf8)),
                !reference.suffix(3).elementsEqual("^{}".utf8)
            {
                targets[reference] = value
            }
        }
    }
}
