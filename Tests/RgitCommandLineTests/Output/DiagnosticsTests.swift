// Messages on standard error when something went wrong.

import RgitCore
import Testing

@testable import RgitCommandLine

@Suite struct DiagnosticsTests {
    private func text(_ error: RgitError, isColored: Bool = false) -> String {
        String(decoding: Diagnostics.lines(error, isColored: isColored), as: UTF8.self)
    }

    @Test func anErrorIsOneLineAndAHint() {
        #expect(text(RgitError(.usage, "unknown option", "--x")) == "rgit: unknown option: --x\n")
        #expect(
            text(RgitError(.usage, "unknown option", "--x", hint: "see 'rgit -h'"))
                == "rgit: unknown option: --x\nhint: see 'rgit -h'\n")
        #expect(text(RgitError(.io, "cancelled")) == "rgit: cancelled\n")
        #expect(
            text(RgitError(.revision, "unknown revision", [0x1b, 0x5b, 0x0a, 0xff]))
                == "rgit: unknown revision: \\x1b[\\n\u{fffd}\n")
        #expect(text(RgitError(.io, "x", "y"), isColored: true) == "\u{1b}[1;31mrgit:\u{1b}[m x: y\n")
    }

    @Test func everyKindHasItsStatus() {
        #expect(Exit(.usage) == .usage)
        #expect(Exit(.cancelled) == .interrupted)
        for kind in [
            RgitError.Kind.repository, .unsafeRepository, .revision, .path, .missingObject, .damaged,
            .unsupported, .io,
        ] {
            #expect(Exit(kind).rawValue == 3)
        }
    }
}
