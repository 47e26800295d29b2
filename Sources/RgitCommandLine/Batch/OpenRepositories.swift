// The repositories a batch has open: looked at anew before each command, the least recently used closed.

import RgitCore
import Synchronization

/// Open repositories by the directory that led to them.
final class OpenRepositories: Sendable {
    private struct Key: Hashable {
        let directory: [UInt8]
        let gitDirectory: [UInt8]?
    }

    /// The maximum number of open repositories.
    private static let maximumCount = 16

    /// The open repositories, the one used last at the end.
    private let sessions = Mutex<[(key: Key, session: CurrentSession)]>([])

    /// The repository that the working directory of `environment` leads to, as it is now.
    func session(
        _ environment: ProcessEnvironment, gitDirectory: [UInt8]?
    ) throws(RgitError) -> Session {
        guard let mailmap = environment.mailmap else {
            return try known(environment, gitDirectory: gitDirectory)
        }
        // The mailmap is the command's, not one of all that ask this repository.
        var others = environment
        others.mailmap = nil
        return Session(try known(others, gitDirectory: gitDirectory), mailmap: mailmap)
    }

    private func known(
        _ environment: ProcessEnvironment, gitDirectory: [UInt8]?
    ) throws(RgitError) -> Session {
        let key = Key(directory: environment.workingDirectory, gitDirectory: gitDirectory)
        let known: CurrentSession? = sessions.withLock { sessions in
            guard let index = sessions.firstIndex(where: { $0.key == key }) else { return nil }
            let found = sessions.remove(at: index)
            sessions.append(found)
            return found.session
        }
        if let known { return try known.current() }
        let opened = try CurrentSession(
            environment.workingDirectory, gitDirectory: gitDirectory, environment: environment,
            followsClock: true)
        sessions.withLock { sessions in
            // Another command may have opened it meanwhile.
            if sessions.contains(where: { $0.key == key }) { return }
            sessions.append((key, opened))
            if sessions.count > Self.maximumCount { sessions.removeFirst() }
        }
        return try opened.current()
    }
}
