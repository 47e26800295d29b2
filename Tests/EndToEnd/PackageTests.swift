// What `.ci/package` writes: a wheel, an sdist and a Debian package; each is read back, installed, and removed again.

import Support
import Testing

@Suite struct PackageTests {
    private static let root: String = {
        guard let range = #filePath.firstRange(of: "/Tests/EndToEnd/") else { return "." }
        return String(#filePath[..<range.lowerBound])
    }()

    /// A folder for packages, and what runs programs in it.
    private struct Workshop {
        let folder: TemporaryFolder
        var runner: ProcessRunner

        init() throws {
            folder = try TemporaryFolder()
            runner = ProcessRunner(
                environment: Hermetic.environment(home: folder.path), workingDirectory: folder.path)
            // Compressing a binary takes seconds, and all tests run at the same time.
            runner.timeout = 1200
            runner.environment["PIP_DISABLE_PIP_VERSION_CHECK"] = Array("1".utf8)
            runner.environment["PYTHONDONTWRITEBYTECODE"] = Array("1".utf8)
        }

        @discardableResult
        func run(_ program: String, _ arguments: String...) throws -> String {
            try runner.run(program, arguments).expecting(0).text
        }

        /// Writes a package and returns its path, the one line that the script prints.
        func package(_ kind: String, _ arguments: String..., output: String = "dist", in root: String? = nil)
            throws -> String
        {
            let script = "\(root ?? PackageTests.root)/.ci/package"
            let printed = try runner.run(script, [kind, "--output", output] + arguments).expecting(0).text
            let paths = printed.split(separator: "\n")
            try #require(paths.count == 1, "\(printed)")
            return "\(folder.path)/\(paths[0])"
        }

        /// A program that stands beside rgit: it needs glibc alone, as the release build does.
        func program(libraries: String...) throws -> String {
            let source = """
                #include <math.h>
                #include <stdio.h>
                int main(int count, char **arguments) { printf("%f\\n", exp(count)); return 0; }
                """
            try FileTree.write(Array(source.utf8), to: Array("\(folder.path)/program.c".utf8))
            let arguments = ["program.c", "-O2", "-no-pie", "-Wl,-z,now", "-o", "program", "-lm"]
            try runner.run("cc", arguments + libraries).expecting(0)
            return "\(folder.path)/program"
        }

        func bytes(_ path: String) throws -> [UInt8] { try FileTree.read(Array(path.utf8)) }
    }

    @Test func theWheelBringsProgramModulesPagesAndCompletions() throws {
        let workshop = try Workshop()
        let wheel = try workshop.package("wheel", "--binary", Rgit.path)
        #expect(try workshop.run("python3", "\(Self.root)/Tests/Packages/check-wheel.py", wheel) == "sound\n")

        try workshop.run("python3", "-m", "venv", "environment")
        let environment = "\(workshop.folder.path)/environment"
        func files() throws -> Set<Substring> {
            Set(try workshop.run("find", environment, "!", "-type", "d").split(separator: "\n"))
        }
        let before = try files()
        let pip = "\(environment)/bin/pip"
        try workshop.run(pip, "install", "-q", "--no-index", "--no-deps", wheel)
        #expect(
            try workshop.run("\(environment)/bin/rgit", "--version") == workshop.run(Rgit.path, "--version"))
        // Not found by PATH: the environment is not activated.
        let found = try workshop.run(
            "\(environment)/bin/python", "-Bc", "import rgit._binary; print(rgit._binary.find())")
        #expect(found == "\(environment)/bin/rgit\n")
        #expect(
            try workshop.run("\(environment)/bin/python", "-Bc", "import rgit; print(rgit.__file__)")
                .hasPrefix(
                    environment))
        var activated = workshop
        activated.runner.environment["PATH"] =
            Array("\(environment)/bin:".utf8) + (workshop.runner.environment["PATH"] ?? [])
        #expect(
            try activated.run("man", "-w", "rgit-blame-stats")
                == "\(environment)/share/man/man1/rgit-blame-stats.1\n")
        for (installed, source) in [
            ("share/bash-completion/completions/rgit", "completions/rgit.bash"),
            ("share/zsh/site-functions/_rgit", "completions/_rgit"),
            ("share/fish/vendor_completions.d/rgit.fish", "completions/rgit.fish"),
            ("share/man/man1/rgit.1", "man/rgit.1"),
        ] {
            let copy = try workshop.bytes("\(environment)/\(installed)")
            #expect(try copy == workshop.bytes("\(Self.root)/\(source)"))
        }
        try workshop.run(pip, "uninstall", "-qy", "rgit")
        // pip leaves the empty folders of `share`.
        #expect(try files() == before)
    }

    @Test func theTagOfAWheelIsThatOfItsSymbols() throws {
        let workshop = try Workshop()
        let program = try workshop.program()
        let versions = try workshop.run("readelf", "-VW", program).split(separator: "\n")
            .flatMap { $0.split(separator: " ") }
            .filter { $0.hasPrefix("GLIBC_2.") }
            .compactMap { Int($0.dropFirst("GLIBC_2.".count).prefix { $0 != "." }) }
        let newest = try #require(versions.max())
        let machine = try workshop.run("uname", "-m").dropLast()
        let name = "rgit-\(try Self.version())-py3-none-manylinux_2_\(newest)_\(machine).whl"
        let wheel = try workshop.package("wheel", "--binary", program)
        #expect(wheel == "\(workshop.folder.path)/dist/\(name)")
        #expect(try workshop.run("python3", "\(Self.root)/Tests/Packages/check-wheel.py", wheel) == "sound\n")

        let second = try workshop.package("wheel", "--binary", program, output: "again")
        #expect(try workshop.bytes(second) == workshop.bytes(wheel))

        // A library that other systems may not have: this one only.
        let other = try workshop.program(libraries: "-Wl,--no-as-needed", "-ldeflate")
        let local = try workshop.package("wheel", "--binary", other, output: "local")
        #expect(local.hasSuffix("/rgit-\(try Self.version())-py3-none-linux_\(machine).whl"))
    }

    @Test func anSdistHoldsWhatABuildNeeds() throws {
        let workshop = try Workshop()
        let sdist = try workshop.package("sdist")
        let name = "rgit-\(try Self.version())"
        #expect(sdist == "\(workshop.folder.path)/dist/\(name).tar.gz")
        let entries = try workshop.run("tar", "-tzf", sdist).split(separator: "\n").map(String.init)
        #expect(entries == entries.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        for file in [
            "pyproject.toml", "PKG-INFO", "Package.swift", "LICENSE", "README.md", ".ci/package",
            "man/rgit.1",
            "completions/_rgit", "Sources/rgit/main.swift", "Sources/Clibgit2/module.modulemap",
            "Sources/Python/rgit/__init__.py", "Sources/Python/rgit/py.typed",
            "Sources/Python/rgit_build/__init__.py", "Sources/Python/pyproject.toml",
            "Tests/Support/Hermetic.swift",
        ] {
            #expect(entries.contains("\(name)/\(file)"), "\(file)")
        }
        #expect(
            !entries.contains {
                $0.contains("/.git/") || $0.contains("/.build") || $0.contains("__pycache__")
            })

        // Nothing is missing where the sdist made of an unpacked one is the same.
        try workshop.run("tar", "-xzf", sdist)
        let second = try workshop.package(
            "sdist", output: "again", in: "\(workshop.folder.path)/\(name)")
        #expect(try workshop.bytes(second) == workshop.bytes(sdist))

        // The way that pip takes: an environment for the backend, with nothing in it, and the wheel of `.ci/package`.
        let program = try workshop.program()
        try workshop.run(
            "python3", "-m", "pip", "wheel", "-q", "--no-index", "--no-deps", "--config-settings",
            "binary=\(program)", "--wheel-dir", "by-pip", sdist)
        let wheel = try workshop.package("wheel", "--binary", program)
        let file = try #require(wheel.split(separator: "/").last)
        #expect(try workshop.bytes("\(workshop.folder.path)/by-pip/\(file)") == workshop.bytes(wheel))

        // What Swift is asked to build, by one that has the program ready.
        let tools = try workshop.folder.makeFolder("tools")
        let swift = """
            #!/bin/sh
            case "$*" in *--show-bin-path) echo \(tools); exit ;; esac
            echo "$*" > \(tools)/arguments
            cp \(program) \(tools)/rgit
            """
        try FileTree.write(Array(swift.utf8), to: Array("\(tools)/swift".utf8), mode: 0o755)
        var building = workshop
        building.runner.environment["PATH"] =
            Array("\(tools):".utf8) + (workshop.runner.environment["PATH"] ?? [])
        let source = "\(workshop.folder.path)/\(name)"
        let built = try building.package("wheel", output: "built", in: source)
        #expect(try workshop.bytes(built) == workshop.bytes(wheel))
        let archives = "\(source)/.build/archives"
        #expect(
            try String(decoding: workshop.bytes("\(tools)/arguments"), as: UTF8.self)
                == "build -c release --static-swift-stdlib --product rgit -Xlinker -L\(archives) -Xlinker \(archives)/older_glibc.o\n"
        )
        #expect(
            try workshop.run("ls", archives) == "libdeflate.a\nlibgcc_s.a\nlibstdc++.a\nolder_glibc.o\n")
    }

    @Test func theDebianPackageReadsBack() throws {
        let workshop = try Workshop()
        let program = try workshop.program()
        let package = try workshop.package("deb", "--binary", program)
        let second = try workshop.package("deb", "--binary", program, output: "again")
        #expect(try workshop.bytes(second) == workshop.bytes(package))
        let machine = try workshop.run("dpkg", "--print-architecture").dropLast()
        #expect(package.hasSuffix("/rgit_\(try Self.version())-1_\(machine).deb"))
        let depends = try workshop.run("dpkg-deb", "-f", package, "Depends")
        #expect(depends.hasPrefix("libc6 (>= 2.") && !depends.contains(","), "\(depends)")

        try workshop.run("dpkg-deb", "-R", package, "tree")
        let listing = try workshop.run("dpkg-deb", "-c", package).split(separator: "\n")
        for line in listing {
            let isExecutable = line.hasSuffix(" ./usr/bin/rgit") || line.hasSuffix("/")
            let mode = isExecutable ? "rwxr-xr-x root/root " : "-rw-r--r-- root/root "
            #expect(line.dropFirst(isExecutable ? 1 : 0).hasPrefix(mode), "\(line)")
        }
        var tree = workshop
        tree.runner.workingDirectory += "/tree"
        try tree.run("md5sum", "-c", "--quiet", "DEBIAN/md5sums")
        #expect(try tree.run("find", ".", "-type", "l") == "")
        let page = try tree.run("gzip", "-dc", "usr/share/man/man1/rgit-log.1.gz")
        #expect(try Array(page.utf8) == workshop.bytes("\(Self.root)/man/rgit-log.1"))
        #expect(try tree.run("usr/bin/rgit") == "2.718282\n")

        // Debian has no package with what a debug build is linked with.
        let refused = try workshop.runner.run(
            "\(Self.root)/.ci/package", ["deb", "--binary", Rgit.path])
        if try workshop.run("readelf", "-d", Rgit.path).contains("libswiftCore.so") {
            #expect(refused.exitStatus == 1)
            #expect(refused.errorText.hasPrefix("rgit: no package of Debian has libswift"), "\(refused)")
        }
    }

    @Test func lintianFindsNothing() throws {
        let workshop = try Workshop()
        let package = try workshop.package("deb", "--binary", workshop.program())
        let result = try workshop.runner.run(
            "lintian", ["--allow-root", "--fail-on", "error,warning", package])
        #expect(result.exitStatus == 0, "\(result)")
    }

    @Test func whatIsMissingIsSaidInOneLine() throws {
        let workshop = try Workshop()
        func refusal(_ arguments: String..., path: String? = nil) throws -> String {
            var runner = workshop.runner
            if let path { runner.environment["PATH"] = Array(path.utf8) }
            let result = try runner.run("\(Self.root)/.ci/package", arguments)
            #expect(result.exitStatus == 1 && result.stdout.isEmpty, "\(result)")
            return result.errorText
        }
        #expect(try refusal("wheel", "--binary", "none") == "rgit: none: no such file\n")
        let script = "\(Self.root)/.ci/package"
        #expect(try refusal("wheel", "--binary", script).hasPrefix("rgit: \(script): cannot be stripped: "))

        // A PATH with what the script itself needs, and no Swift.
        let tools = try workshop.folder.makeFolder("tools")
        let python = try workshop.run("python3", "-c", "import sys; print(sys.executable)").dropLast()
        var places = ["python3": String(python)]
        for tool in ["bash", "dirname"] {
            places[tool] = String(try workshop.run("bash", "-c", "command -v \(tool)").dropLast())
        }
        for (tool, place) in places { try workshop.run("ln", "-s", place, "\(tools)/\(tool)") }
        #expect(
            try refusal("wheel", path: tools)
                == "rgit: building needs Swift 6.2 or later on PATH, see https://www.swift.org/install; or give --binary PATH\n"
        )
        // A Swift whose compiler of C finds no header.
        for (name, text) in [("swift", "#!/bin/sh\nexit 0\n"), ("clang", "#!/bin/sh\nexit 1\n")] {
            try FileTree.write(Array(text.utf8), to: Array("\(tools)/\(name)".utf8), mode: 0o755)
        }
        #expect(
            try refusal("wheel", path: tools)
                == "rgit: building needs the header git2.h: apt-get install libgit2-dev\n")
    }

    private static func version() throws -> String {
        let source = "\(root)/Sources/RgitCommandLine/Documents/ProgramInfo.swift"
        let text = String(decoding: try FileTree.read(Array(source.utf8)), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.contains("static let version = ") })
        return String(line.split(separator: "\"")[1])
    }
}
