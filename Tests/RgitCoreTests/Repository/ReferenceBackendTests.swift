// The store of references over a backend that is no directory of files: all it needs is what the protocol asks for.

import GitObjects
import Support
import Testing

@testable import RgitCore

/// References in memory, listed with all their values.
private struct MemoryBackend: ReferenceBackend {
    var contents: [String: ReferenceContent] = [:]
    var logs: [String: String] = [:]

    func content(_ name: [UInt8]) -> ReferenceContent {
        #expect(ReferenceName.isValid(name), "only valid names are asked for")
        return contents[name.printableText] ?? .missing
    }

    func references(prefix: [UInt8]) -> [FoundReference] {
        contents.map { FoundReference(name: $0.key.bytes, content: $0.value) }
            .filter { $0.name.starts(with: prefix.isEmpty ? "refs/".bytes : prefix) }
            .sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    func hasReflog(_ name: [UInt8]) -> Bool { logs[name.printableText] != nil }

    func reflog(_ name: [UInt8]) -> Reflog? { logs[name.printableText].map { Reflog(text: $0.bytes, .sha1) } }
}

@Test func referencesNeedNoFiles() throws {
    let one = ObjectID(sha1: 1, 2, 3)
    let two = ObjectID(sha1: 4, 5, 6)
    let backend = MemoryBackend(
        contents: [
            "HEAD": .symbolic("refs/heads/main".bytes),
            "refs/heads/main": .direct(one, peeled: nil),
            "refs/heads/..": .direct(one, peeled: nil),
            "refs/heads/broken": .broken,
            "refs/heads/unborn": .symbolic("refs/heads/none".bytes),
            "refs/heads/circle": .symbolic("refs/heads/circle".bytes),
            "refs/heads/zero": .symbolic("HEAD".bytes),
            "refs/tags/v1": .direct(two, peeled: one),
        ],
        logs: ["HEAD": "\(one) \(two) Ada <ada@example.org> 1700000000 +0100\tcommit: two\n"])
    let store = ReferenceStore(backend, .sha1)

    #expect(try store.resolve("HEAD") == one)
    #expect(try store.symbolicTarget(of: "HEAD".bytes) == "refs/heads/main".bytes)
    #expect(try store.symbolicTarget(of: "refs/heads/main".bytes) == nil)
    #expect(try store.resolve("refs/heads/none") == nil)
    #expect(try store.resolve("refs/heads/..") == nil)
    #expect(try Head(store).branchName == "main")

    let heads = try store.references(prefix: "refs/heads/")
    #expect(
        heads.map(\.name.printableText)
            == ["..", "broken", "circle", "main", "unborn", "zero"].map { "refs/heads/\($0)" })
    #expect(heads.map(\.defect) == [.badName, .broken, .broken, nil, .dangling, nil])
    #expect(heads.map(\.target) == [.zero, .zero, .zero, one, .zero, one])
    #expect(heads.last?.symbolicTarget == "refs/heads/main".bytes)
    let all = try store.references()
    #expect(all.count == heads.count + 1)
    #expect(all.last?.peeled == one)

    #expect(store.hasReflog("HEAD".bytes))
    #expect(try store.reflog("HEAD".bytes)?.entries.map(\.new) == [two])
    #expect(!store.hasReflog("refs/heads/main".bytes))
}

@Test func symbolicReferencesAreFollowedAsFarAsGitDoes() throws {
    let id = ObjectID(sha1: 1, 2, 3)
    var backend = MemoryBackend(contents: ["refs/chain/0": .direct(id, peeled: nil)])
    for number in 1...5 {
        backend.contents["refs/chain/\(number)"] = .symbolic("refs/chain/\(number - 1)".bytes)
    }
    let store = ReferenceStore(backend, .sha1)
    #expect(try store.resolve("refs/chain/4") == id)
    #expect(try store.resolve("refs/chain/5") == nil)
}
