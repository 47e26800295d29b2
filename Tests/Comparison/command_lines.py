# The command lines compare-binaries.py runs: written with names in braces, which every repository fills in.
"""One command line a line. `{name}` is a fact of the repository (see facts in compare-binaries.py); a line with a fact
that the repository lacks is left out. Words in front, before the command line itself:

    small:        only in repositories of at most 6,000 commits
    NAME=VALUE    an environment variable
    cd:DIR        run there
"""

TEMPLATES = r"""
# The program itself.
--version
--help
-h
help
help log
help blame
help diff-stats
help nothing
log -h
log --help
branches -h
contributors -h
blame-stats --help
man
man log
man branches
man blame-stats
schema log
schema branches
schema contributors
schema blame
schema blame-stats
schema diff-stats
schema
schema nothing
completions bash
completions zsh
completions fish
completions nothing
completions

# Wrong command lines and what cannot be read.

nothing
lgo
--nothing
log --nothing
log --autor=x
log -n
log -n x
log --format=nothing
log --fields nothing
log --fields
log --fields hexsha,
log {absent}
log {absent} --json
log {absent}..{head}
log -- {absent-path}
log {absent-path}
log --follow
log --follow -- {path} {path2}
log --since 'no date at all'
log --grep '*[' -E -n 1
log --author '\(' -n 1
log --diff-merges=nothing
log --count --stats
-C {absent-path} log
--git-dir {absent-path} log
cd:/ log
branches --sort nothing
branches --merged {absent}
branches --base {absent}
branches --fields nothing --json
contributors --by nothing
contributors --group nothing
contributors --fields nothing
contributors {absent}
blame
blame {absent-path}
blame {absent} -- {path}
blame {dir}
blame -L 0,x {path}
blame -L 999999999 {path}
blame -L 5,2 {path}
blame -C {path}
blame-stats -M
blame-stats --by nothing
blame-stats {absent}
blame-stats --ignore-rev {absent}
blame-stats --ignore-revs-file {absent-path}
diff-stats {absent}
diff-stats {head} {absent} --json
diff-stats --by nothing
diff-stats --diff-algorithm=histogram
diff-stats --staged {head} {old} {older}
--jobs 0 log -n 1
--jobs x log -n 1
RGIT_JOBS=x log -n 1

# log: formats and fields.

log
small: log --json
log --json -n 5000
log --ndjson
log --csv -n 3000
log --tsv -n 3000
log -n 10
log -5
log -n 0
log -n 0 --json
log -n 7 --skip 5 --csv
log --skip 1000000 --ndjson
log -n 200 --color=always
log -n 50 --format table --fields hexsha,refs,summary
log --fields hexsha --ndjson
log --fields hexsha --csv -n 1000
log --fields parents,hexsha --tsv -n 500
log --fields author,committer --json -n 500
log --fields author.email,summary,hexsha --csv -n 1000
log --fields refs,hexsha --ndjson -n 2000
log --all --fields refs,hexsha,committed_date --ndjson -n 3000
log --fields trailers,co_authors --ndjson -n 3000
log --fields message,encoding,gpgsig --ndjson -n 2000
log --fields tree,authored_datetime,committed_datetime --tsv -n 2000
log --json --fields summary,stats -n 40
log --fields stats.total.lines,hexsha --csv -n 60
log --fields stats.files --ndjson -n 40
COLUMNS=60 log -n 20
NO_COLOR=1 log -n 5

# log: which commits, in which order.

log --count
log --count --all
log --count --branches
log --count --tags
log --count --remotes
log --count --branches={branch}
log --count --exclude=refs/tags/* --all
log --count --all --json
log --count --merges
log --count --no-merges
log --count --first-parent
log --count --min-parents 3
log --count --max-parents 0
log --count --no-merges --min-parents=1 --all
log --count --since {date}
log --count --until {date}
log --count --since {older-date} --until {date} --all
log --count --since=@{epoch}
log --count {old}..{head}
log --count {old}...{older}
log --count ^{older} {head}
log --count {tag}..
log --count {tag} --not {older}
log --count {tag2}..{tag}
log --count ..{older}
log --count HEAD~3^{commit}
log --count HEAD^^ HEAD~5
log --count :/{word}
log --count HEAD^{/{word}}
log --count {short}
log --count HEAD^@
log --count {merge}^!
log --count {merge}^2
log --count @{upstream}
log --count HEAD@{0}
log --author {author} --fields hexsha --csv
log --author {author} --count
log --committer {author} --count -i
log --grep {word} --fields hexsha,summary --tsv -n 200
log --grep {word} --grep fix --all-match -i --count
log --grep {word} --invert-grep --count
log --grep '^[A-Z].*{word}' -E --count
log --grep {word} -F --count
log --author {author} --no-mailmap --count
log --no-mailmap --fields author,committer --ndjson -n 1000
log --topo-order --fields hexsha --ndjson
log --date-order --fields hexsha --ndjson
log --author-date-order --fields hexsha --ndjson
log --reverse --fields hexsha --ndjson
log --reverse -n 20 --json
log --topo-order --all -n 300 --csv
log --first-parent -n 300 --tsv
log --all --fields hexsha --ndjson
log {old}..{head} --topo-order --reverse --csv
log {merge}^1...{merge}^2 --fields hexsha --ndjson
log {branch} -n 5 --ndjson
log {tag} -n 5 --ndjson
log {remote} -n 5 --ndjson
log {older} {old} {tag} --count --date-order
log -n 30 --author-date-order --all

# log: paths.

log --count -- {path}
log --count {path}
log --fields hexsha --ndjson -- {path2}
log --count -- {dir}
log --fields hexsha,parents --csv -n 100 -- {dir}
log --count -- {dir} {path}
log --count -- :(glob)**/*{ext}
log --count -- *{ext}
log --count -- :(icase){path}
log --count -- :(exclude){dir} .
log --count -- :!{path}
log --count -- :(top){path} :(exclude){dir}
log --count --full-history -- {path}
log --full-history --fields hexsha,parents --ndjson -n 200 -- {dir}
log --count --all -- {path2}
log --count --first-parent -- {dir}
log --count --no-merges --since {older-date} -- {dir}
log --reverse -n 5 --csv -- {path}
log --count {old}..{head} -- {dir}
log --follow --fields hexsha --ndjson -- {path}
log --follow --fields hexsha,stats.files --ndjson -n 20 -- {renamed}
log --follow --count -- {renamed}
log --follow --stats --csv -n 30 -- {renamed}
log --count -- {renamed}
log --count -- {gone}
cd:{dir} log --count -- .
cd:{dir} log --count .
cd:{dir} log --count -- :/ :!{dir}
GIT_LITERAL_PATHSPECS=1 log --count -- {path}

# log: lines.

small: log --stats --ndjson
log --stats -n 300 --ndjson
log --stats -n 100
log --stats -n 100 --json
log --stats -n 100 --csv
log --stats -n 100 --tsv -w
log --stats -n 150 --first-parent --ndjson
log --stats -n 60 --diff-merges=first-parent --merges --ndjson
log --stats -n 60 --diff-merges=off --first-parent --ndjson
log --stats -n 150 --no-renames --ndjson
log --stats -n 150 -M90% --ndjson
log --stats -n 150 -C --ndjson
small: log --stats -n 30 --find-copies-harder --ndjson
log --stats -n 150 --minimal --ndjson
log --stats -n 150 --patience --ndjson
log --stats -n 150 -b --ignore-blank-lines --ndjson
log --stats -n 150 --ignore-space-at-eol --ignore-cr-at-eol --ndjson
log --stats -n 80 -l 1 --ndjson
log --stats -n 80 --ndjson -- {dir}
log --stats -n 80 --ndjson -- *{ext}
log --stats -n 30 --all --reverse --csv
--jobs 1 log --stats -n 300 --ndjson
--jobs 2 log --stats -n 300 --ndjson
--jobs 7 log --stats -n 300 --ndjson
-j1 log --ndjson -n 5000
-j2 log --ndjson -n 5000
-j7 log --ndjson -n 5000
-j1 log --count -- {dir}
-j7 log --count -- {dir}

# branches.

branches
branches --json
branches --ndjson
branches --csv
branches --tsv
branches -a
branches -a --json
branches -r
branches -r --csv
branches -a --color=always
branches -a --sort -committed_date --csv
branches -a --sort authored_date --sort name --csv
branches -a --sort -ahead --fields name,ahead,behind --csv
branches -a --sort hexsha --fields name,hexsha --tsv
branches -a --base {old} --json
branches -a --base {tag} --csv
branches -a --base {branch} --fields name,ahead_of_base,behind_base,merged --tsv
branches -a --merged
branches -a --merged {old} --csv
branches -a --no-merged {old} --csv
branches -a --contains {old} --csv
branches -a --contains {root} --csv
branches -a --no-contains {older} --csv
branches -a --contains
branches {branch}*
branches -a *m*
branches -a -i *M*
branches --fields name --tsv
branches -a --fields name,tracking_branch,upstream_gone,symbolic_target --ndjson
branches -a --fields name,is_head,is_remote,base --csv
branches -a --fields author,summary,authored_datetime --ndjson
-j1 branches -a --base {older} --csv
-j7 branches -a --base {older} --csv

# contributors.

contributors
contributors --json
contributors --ndjson
contributors --csv
contributors --tsv
contributors --color=always
contributors --all --csv
contributors --by name --csv
contributors --by email --csv
contributors --by name+email --group committer --csv
contributors --group author --group committer --csv
contributors --group trailer:Co-authored-by --csv
contributors --group trailer:Signed-off-by --group author --csv
contributors --exclude-bots --json
contributors --exclude-bots --by email --csv
contributors --no-mailmap --csv
contributors --no-merges --csv
contributors --merges --by email --csv
contributors --since {date} --csv
contributors --until {older-date} --csv
contributors {old}..{head} --json
contributors {tag2}..{tag} --csv
contributors --first-parent --csv
contributors --author {author} --csv
contributors --grep {word} --csv
contributors -n 100 --csv
contributors --skip 100 -n 100 --csv
contributors --fields rank,name,commits --csv
contributors --fields name,active_days --tsv
contributors --fields first_commit_datetime,last_commit_date,share,name --ndjson
contributors --csv -- {dir}
contributors --csv -- {path}
contributors --csv -- *{ext}
contributors --follow --csv -- {renamed}
contributors -n 0 --json
small: contributors --stats --json
contributors --stats -n 300 --json
contributors --stats -n 300 --csv
contributors --stats -n 300 --by email --no-renames --csv
contributors --stats -n 200 --first-parent --csv
contributors --stats -n 200 --diff-merges=first-parent --csv
contributors --stats -n 200 -w --csv -- {dir}
contributors --stats -n 200 --exclude-bots --json
contributors --stats -n 200
contributors --fields name,insertions,deletions,lines,files --csv -n 200
contributors --follow --stats --csv -- {renamed}
-j1 contributors --csv
-j2 contributors --csv
-j7 contributors --csv
-j1 contributors --stats -n 200 --csv
-j7 contributors --stats -n 200 --csv
cd:{dir} contributors --csv .

# blame.

blame {path}
blame {path} --json
blame {path} --ndjson
blame {path} --csv
blame {path} --tsv
blame --porcelain {path}
blame --line-porcelain {path}
blame -p {path2}
blame --lines --csv {path}
blame --lines --fields start,hexsha,text --ndjson {path}
blame {old} -- {path}
blame {old} {path} --csv
blame {old}..{head} -- {path} --csv
blame {older}.. --csv -- {path}
blame {tag} --csv -- {path}
blame --first-parent --csv {path}
blame -w --csv {path}
blame --root -p {path}
blame --since {date} --csv {path}
blame --since {older-date} -p {path}
blame --ignore-rev {old} --csv {path}
blame --ignore-rev {last} -p {path}
blame --ignore-rev {last} --lines --csv {path}
blame --no-mailmap --csv {path}
blame -L 1,5 --csv {path}
blame -L 2,+3 --lines --tsv {path}
blame -L 3 --csv {path}
blame -L 1,2 -L 4,6 -p {path}
blame -L '/[a-z]/,+4' -p {path}
blame --fields hexsha,start,lines,boundary --csv {path}
blame --fields previous_hexsha,previous_path,orig_path,orig_start --ndjson {path}
blame --fields author,summary --tsv {path}
blame -p {renamed}
blame --color=always {path}
blame -p {binary}
blame --csv {link}
-j1 blame -p {path}
-j7 blame -p {path}
cd:{dir} blame -p {path-in-dir}

# blame-stats.

small: blame-stats -- {dir}
blame-stats --json -- {dir}
blame-stats --csv -- {path}
small: blame-stats --by file --csv -- {dir}
small: blame-stats --by directory --csv -- {dir}
small: blame-stats
small: blame-stats --json
small: blame-stats --ndjson
small: blame-stats --csv
small: blame-stats --tsv
small: blame-stats --by file --csv
small: blame-stats --by directory --depth 1 --json
small: blame-stats --by directory,author --depth 1 --csv
small: blame-stats --by extension --tsv
small: blame-stats --by commit --csv
small: blame-stats --by year --json
small: blame-stats --by year,author --ndjson
small: blame-stats --exclude-bots --json
small: blame-stats -w --csv
small: blame-stats --first-parent --csv
small: blame-stats --no-mailmap --csv
small: blame-stats --since {date} --json
small: blame-stats --since {older-date} --by year --csv
small: blame-stats --ignore-rev {old} --ignore-rev {last} --csv
small: blame-stats {old} --csv
small: blame-stats {tag} --json -- *{ext}
small: blame-stats --max-filesize 2k --json
small: blame-stats --no-generated --json
small: blame-stats --fields name,lines --csv
small: blame-stats --fields name,oldest_datetime,newest_date,boundary_lines --ndjson
small: blame-stats --color=always
small: -j1 blame-stats --json
small: -j2 blame-stats --json
small: -j7 blame-stats --json
small: cd:{dir} blame-stats --csv .

# diff-stats.

diff-stats
diff-stats --json
diff-stats --ndjson
diff-stats --csv
diff-stats --tsv
diff-stats --numstat
diff-stats --numstat -z
diff-stats --staged
diff-stats --staged --json
diff-stats --cached --numstat -z
diff-stats --staged --by directory --csv
diff-stats --by extension --json
diff-stats -- {dir}
diff-stats {head}
diff-stats {head} --json
diff-stats {merge} --json
diff-stats {root} --json
diff-stats {tag} --csv
diff-stats {last} --ndjson
diff-stats {old} {head}
diff-stats {old} {head} --json
diff-stats {old} {head} --ndjson
diff-stats {old} {head} --csv
diff-stats {old} {head} --tsv
diff-stats {old} {head} --numstat
diff-stats {old} {head} --numstat -z
diff-stats {old}..{head} --numstat
diff-stats {old}...{head} --numstat
diff-stats {head} {old} --numstat
diff-stats {older} {head} --numstat
diff-stats {older} {head} --by directory --depth 1 --csv
diff-stats {older} {head} --by directory --json
diff-stats {older} {head} --by extension --csv
diff-stats {older} {head} --by extension
diff-stats {older} {head} --no-renames --numstat
diff-stats {older} {head} -M30% --numstat
diff-stats {older} {head} -M100% --numstat
diff-stats {older} {head} -C --numstat
small: diff-stats {older} {head} -C -C --numstat
small: diff-stats {old} {head} --find-copies-harder --json
diff-stats {older} {head} -w --numstat
diff-stats {older} {head} -b --ignore-blank-lines --numstat
diff-stats {older} {head} --ignore-space-at-eol --numstat
diff-stats {older} {head} --ignore-cr-at-eol --numstat
diff-stats {older} {head} --minimal --numstat
diff-stats {older} {head} --patience --numstat
diff-stats {older} {head} --diff-algorithm=patience -w --numstat
diff-stats {older} {head} -l 2 --numstat
diff-stats {older} {head} --json -- {dir}
diff-stats {older} {head} --json -- *{ext} :!{path}
diff-stats {tag2} {tag} --csv
diff-stats {tag2}...{tag} --by extension --json
diff-stats {old} {head} --fields path,insertions,deletions --tsv
diff-stats {old} {head} --fields change_type,old_path,similarity,path --ndjson
diff-stats {old} {head} --fields path,graph
diff-stats {old} {head} --color=always
COLUMNS=50 diff-stats {old} {head}
-j1 diff-stats {older} {head} --json
-j2 diff-stats {older} {head} --json
-j7 diff-stats {older} {head} --json
cd:{dir} diff-stats {old} {head} --json -- .
-C {dir} diff-stats --numstat {old} {head}
--git-dir {git-dir} log -n 3 --json
cd:/ GIT_DIR={git-dir} log -n 3 --csv
cd:/ --git-dir {git-dir} branches --csv
cd:/ -C {top} contributors -n 50 --csv
"""


def lines():
    """The command lines as they are written, without comments."""
    for line in TEMPLATES.splitlines():
        if line and not line.startswith("# "):
            yield line
