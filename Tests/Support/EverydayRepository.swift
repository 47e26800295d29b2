// A repository that has one of everything people ask about: tags, a remote, a submodule, a stash, notes, changes not committed.

/// A small repository in which every question of the README's table has an answer.
public enum EverydayRepository {
    /// Makes it, with real git.
    public static func make() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        try repository.git.runner.run("sh", ["-e", "-c", script, "sh", repository.folder.path]).expecting(0)
        return repository
    }

    /// Run in the working tree, with the folder around it as the argument. Dates grow from commit to commit.
    private static let script = #"""
        clock=1600000000
        tick() { clock=$((clock + 3600)); GIT_AUTHOR_DATE="@$clock +0530" GIT_COMMITTER_DATE="@$clock +0530"; }
        commit() { tick; git add -A; git commit -q "$@"; }
        allow="-c protocol.file.allow=always"

        git init -q -b main "$1/library"
        (cd "$1/library" && echo library >lib.c && git add -A && git commit -qm "Begin the library")

        mkdir src
        printf 'one\ntwo\nthree\n' >src/a.c
        echo readme >README.md
        printf '*.o\n' >.gitignore
        printf '*.c diff=cpp\n' >.gitattributes
        printf 'Ada Lovelace <ada@example.com> <author@example.com>\n' >.mailmap
        commit -m "Begin"
        git config user.name "A U Thor"
        git $allow submodule --quiet add "$1/library" lib 2>/dev/null
        commit -m "Add the library"
        printf 'one\n2\nthree\nfour\n' >src/a.c
        commit -m "Change two lines

        The second paragraph.

        Co-authored-by: Grace Hopper <grace@example.com>"
        tick; git tag -a v1.0 -m "Version 1.0"
        git notes add -m "reviewed" HEAD
        git checkout -q -b topic
        echo topic >src/topic.c
        commit -m "Add a topic"
        git checkout -q main
        git mv src/a.c src/b.c
        commit -m "Rename a file"
        printf 'a\0b' >image.png
        printf 'zero\none\n2\nthree\n' >src/a.c
        commit -m "Add a picture and a file"
        tick; git merge -q --no-edit topic
        git tag v2.0

        git clone -q --bare . "$1/origin.git" 2>/dev/null
        git remote add origin "$1/origin.git"
        git fetch -q origin
        git remote set-head origin main
        git branch -q --set-upstream-to=origin/main main
        echo more >>README.md
        commit -m "Go on"
        tick; echo stashed >>README.md; git stash push -q -m "later"
        git worktree add -q "$1/linked" topic 2>/dev/null

        echo staged >>README.md; git add README.md
        echo unstaged >>src/a.c
        echo new >untracked.txt
        echo ignored >built.o
        """#
}
