// Stands where line counts of commits will be made, until the engine for them is in.

import GitObjects

struct PendingCommitStats {
    func stats(of id: ObjectID) throws(RgitError) -> Stats {
        throw RgitError(.unsupported, "--stats is not there yet")
    }

    func stats(of changes: [FileChange]) throws(RgitError) -> Stats { try stats(of: .zero) }
}
