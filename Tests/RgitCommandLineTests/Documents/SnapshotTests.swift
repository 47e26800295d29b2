// The files under man/ and completions/ are what the generators write now.
//
// `RGIT_RECORD=1 swift test --filter SnapshotTests` writes them anew, and fails while it does.

import Foundation
import Testing

@testable import RgitCommandLine

@Suite struct SnapshotTests {
    /// A file that is checked in, and what it has to hold.
    struct Document: CustomStringConvertible, Sendable {
        let path: String
        let text: String
        var description: String { path }
    }

    static let documents: [Document] =
        CommandTable.all.filter { !$0.info.isHidden }.map { command in
            Document(path: "man/rgit-\(command.name).1", text: RoffWriter.page(Manual.page(command)))
        } + [
            Document(path: "man/rgit.1", text: RoffWriter.page(Manual.page(nil))),
            Document(path: "completions/rgit.bash", text: Shell.bash.script),
            Document(path: "completions/_rgit", text: Shell.zsh.script),
            Document(path: "completions/rgit.fish", text: Shell.fish.script),
        ]

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let isRecording = ProcessInfo.processInfo.environment["RGIT_RECORD"] != nil

    @Test(arguments: documents)
    func theFileIsWhatIsGenerated(_ document: Document) throws {
        let file = Self.root.appendingPathComponent(document.path)
        if Self.isRecording {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(document.text.utf8).write(to: file)
            Issue.record("recorded \(document.path)")
            return
        }
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        #expect(
            recorded == document.text,
            "\(document.path) is out of date: RGIT_RECORD=1 swift test --filter SnapshotTests")
    }

    @Test func nothingElseIsThere() throws {
        for folder in ["man", "completions"] {
            let path = Self.root.appendingPathComponent(folder).path
            let names = try FileManager.default.contentsOfDirectory(atPath: path)
            let expected = Self.documents.map(\.path).filter { $0.hasPrefix(folder + "/") }
            #expect(Set(names.map { "\(folder)/\($0)" }) == Set(expected))
        }
    }
}
