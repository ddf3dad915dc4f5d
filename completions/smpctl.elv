
use builtin;
use str;

set edit:completion:arg-completer[smpctl] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'smpctl'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'smpctl'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand demo 'Show the whole job on throw-away data, explained as it goes'
            cand smp 'Management servers (SMPs)'
            cand site 'Sites'
            cand subnet 'Subnets, and who is offered which Package Servers'
            cand package-server 'Package Servers and their assignment to sites'
            cand ps 'Package Servers and their assignment to sites'
            cand storage-location 'Where Package Servers keep their packages: the SMP''s setting, and the override of one server'
            cand hierarchy 'Get management servers ready to be joined in a hierarchy'
            cand topology 'The topology as a whole, and as a document'
            cand relocation 'Move a package store to another drive, safely and without downtime'
            cand agent 'The vendor''s agent on this machine'
            cand context 'The live servers that commands can work on, by name'
            cand completions 'Print the completion script for a shell'
            cand generate 'Write completions and man pages into a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;demo'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;smp'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a management server'
            cand list 'List the management servers'
            cand show 'Show one management server'
            cand remove 'Forget a management server, with its sites, subnets and Package Servers'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;smp;add'= {
            cand --address 'An IP address of it; may be repeated, or several joined with commas'
            cand --parent 'The SMP it is, or is to be, joined to as a child'
            cand --url 'The address of its web services'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;smp;list'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;smp;show'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;smp;remove'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --force 'Also if it is the parent of others, which are then left without one'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;smp;help'= {
            cand add 'Add a management server'
            cand list 'List the management servers'
            cand show 'Show one management server'
            cand remove 'Forget a management server, with its sites, subnets and Package Servers'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;smp;help;add'= {
        }
        &'smpctl;smp;help;list'= {
        }
        &'smpctl;smp;help;show'= {
        }
        &'smpctl;smp;help;remove'= {
        }
        &'smpctl;smp;help;help'= {
        }
        &'smpctl;site'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create a site'
            cand list 'List the sites, with the subnets and Package Servers that belong to each'
            cand show 'Show one site, with all subnets and Package Servers that belong to it'
            cand rename 'Give a site another name; everything assigned to it stays'
            cand delete 'Delete a site'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;site;create'= {
            cand --description 'What it is'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;site;list'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;site;show'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;site;rename'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;site;delete'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --force 'Release its subnets and un-assign its Package Servers first'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;site;help'= {
            cand create 'Create a site'
            cand list 'List the sites, with the subnets and Package Servers that belong to each'
            cand show 'Show one site, with all subnets and Package Servers that belong to it'
            cand rename 'Give a site another name; everything assigned to it stays'
            cand delete 'Delete a site'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;site;help;create'= {
        }
        &'smpctl;site;help;list'= {
        }
        &'smpctl;site;help;show'= {
        }
        &'smpctl;site;help;rename'= {
        }
        &'smpctl;site;help;delete'= {
        }
        &'smpctl;site;help;help'= {
        }
        &'smpctl;subnet'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand create 'Create a subnet'
            cand list 'List the subnets as a tree, with the site each belongs to'
            cand assign 'Assign a subnet to a site, explicitly'
            cand release 'Take back a subnet''s explicit assignment'
            cand delete 'Delete a subnet'
            cand locate 'Find the subnet and site of an address, and the Package Servers that a client there is offered'
            cand import 'Create and assign many subnets from a CSV file, as one change'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;subnet;create'= {
            cand --site 'The site to assign it to'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;list'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;assign'= {
            cand --site 'The site; picked from a list if it is missing'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;release'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;delete'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;locate'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;import'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --create-sites 'Create sites that are not there yet'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;subnet;help'= {
            cand create 'Create a subnet'
            cand list 'List the subnets as a tree, with the site each belongs to'
            cand assign 'Assign a subnet to a site, explicitly'
            cand release 'Take back a subnet''s explicit assignment'
            cand delete 'Delete a subnet'
            cand locate 'Find the subnet and site of an address, and the Package Servers that a client there is offered'
            cand import 'Create and assign many subnets from a CSV file, as one change'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;subnet;help;create'= {
        }
        &'smpctl;subnet;help;list'= {
        }
        &'smpctl;subnet;help;assign'= {
        }
        &'smpctl;subnet;help;release'= {
        }
        &'smpctl;subnet;help;delete'= {
        }
        &'smpctl;subnet;help;locate'= {
        }
        &'smpctl;subnet;help;import'= {
        }
        &'smpctl;subnet;help;help'= {
        }
        &'smpctl;package-server'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a Package Server'
            cand list 'List the Package Servers, and the sites each is in'
            cand show 'Show one Package Server'
            cand assign 'Manually assign a Package Server to a site'
            cand unassign 'Take back the manual assignment of a Package Server to a site'
            cand remove 'Forget a Package Server, with its manual assignments'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;ps'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a Package Server'
            cand list 'List the Package Servers, and the sites each is in'
            cand show 'Show one Package Server'
            cand assign 'Manually assign a Package Server to a site'
            cand unassign 'Take back the manual assignment of a Package Server to a site'
            cand remove 'Forget a Package Server, with its manual assignments'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;package-server;add'= {
            cand --address 'An IP address of it; may be repeated, or several joined with commas'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --constrained 'It downloads only from Package Servers of its sites, never from the SMP'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;ps;add'= {
            cand --address 'An IP address of it; may be repeated, or several joined with commas'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --constrained 'It downloads only from Package Servers of its sites, never from the SMP'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;package-server;list'= {
            cand --site 'Only those of this site'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;ps;list'= {
            cand --site 'Only those of this site'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;package-server;show'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;ps;show'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;package-server;assign'= {
            cand --site 'The site; picked from a list if it is missing'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;ps;assign'= {
            cand --site 'The site; picked from a list if it is missing'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;package-server;unassign'= {
            cand --site 'The site; picked from a list if it is missing'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;ps;unassign'= {
            cand --site 'The site; picked from a list if it is missing'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;package-server;remove'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;ps;remove'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;package-server;help'= {
            cand add 'Add a Package Server'
            cand list 'List the Package Servers, and the sites each is in'
            cand show 'Show one Package Server'
            cand assign 'Manually assign a Package Server to a site'
            cand unassign 'Take back the manual assignment of a Package Server to a site'
            cand remove 'Forget a Package Server, with its manual assignments'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;package-server;help;add'= {
        }
        &'smpctl;package-server;help;list'= {
        }
        &'smpctl;package-server;help;show'= {
        }
        &'smpctl;package-server;help;assign'= {
        }
        &'smpctl;package-server;help;unassign'= {
        }
        &'smpctl;package-server;help;remove'= {
        }
        &'smpctl;package-server;help;help'= {
        }
        &'smpctl;ps;help'= {
            cand add 'Add a Package Server'
            cand list 'List the Package Servers, and the sites each is in'
            cand show 'Show one Package Server'
            cand assign 'Manually assign a Package Server to a site'
            cand unassign 'Take back the manual assignment of a Package Server to a site'
            cand remove 'Forget a Package Server, with its manual assignments'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;ps;help;add'= {
        }
        &'smpctl;ps;help;list'= {
        }
        &'smpctl;ps;help;show'= {
        }
        &'smpctl;ps;help;assign'= {
        }
        &'smpctl;ps;help;unassign'= {
        }
        &'smpctl;ps;help;remove'= {
        }
        &'smpctl;ps;help;help'= {
        }
        &'smpctl;storage-location'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand show 'Show where packages are kept, and who decides it'
            cand set 'Set where packages are kept'
            cand reset 'Leave the decision where packages are kept to the level above'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;storage-location;show'= {
            cand --package-server 'Only for this Package Server'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;storage-location;set'= {
            cand --package-server 'Only for this Package Server; several may be named'
            cand --windows 'The folder on Windows Package Servers, like D:\Packages'
            cand --ulm 'The folder on UNIX, Linux and Mac Package Servers, like /srv/packages'
            cand --batch 'Change so many Package Servers at a time'
            cand --timeout 'How long to wait for each stage'
            cand --every 'How often to ask the management server'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --one-per-site 'Change at most one Package Server of each site at a time'
            cand --wait 'Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without it only the next stage is changed'
            cand --force 'Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier stage'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;storage-location;reset'= {
            cand --package-server 'Only for this Package Server; several may be named'
            cand --restore 'Put a live server''s policy back as it was saved before a change; with `--package-server`, the one that it has of its own'
            cand --batch 'Change so many Package Servers at a time'
            cand --timeout 'How long to wait for each stage'
            cand --every 'How often to ask the management server'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --windows 'Reset the setting for Windows Package Servers'
            cand --ulm 'Reset the setting for UNIX, Linux and Mac Package Servers'
            cand --one-per-site 'Change at most one Package Server of each site at a time'
            cand --wait 'Wait until the Package Servers of a stage have told that they use the new location, and go on with the next; without it only the next stage is changed'
            cand --force 'Do it even where a Package Server told of too little free space, or has not told yet that it finished an earlier stage'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;storage-location;help'= {
            cand show 'Show where packages are kept, and who decides it'
            cand set 'Set where packages are kept'
            cand reset 'Leave the decision where packages are kept to the level above'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;storage-location;help;show'= {
        }
        &'smpctl;storage-location;help;set'= {
        }
        &'smpctl;storage-location;help;reset'= {
        }
        &'smpctl;storage-location;help;help'= {
        }
        &'smpctl;hierarchy'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand check 'Check whether SMPs meet the precondition of a hierarchy join'
            cand prepare 'Do what is missing for SMPs to be joined, and no more'
            cand release 'Take back the manual assignments that `hierarchy prepare` made, and only those'
            cand tree 'Show the hierarchy as a tree, with each SMP''s site, its Package Servers and whether it is ready'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;hierarchy;check'= {
            cand --ports 'The ports that Package Servers are tried at'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --replication 'Also check whether packages could be replicated: run on a Package Server of a child''s site, it connects to the parent and to the Package Servers of the parent''s site; elsewhere it says where to run it'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;hierarchy;prepare'= {
            cand --site 'The site to put the SMP''s subnet into, if it is in none; made if it does not exist'
            cand --subnet 'The subnet to make around the SMP''s address, if it is in none'
            cand --package-server 'The Package Server to assign, if the site has none [default: the only one there is]'
            cand --timeout 'How long to wait for the join'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --force 'Do it even where a live server may not have told everything'
            cand --release-after-join 'Wait until live servers are joined in the console, and then take back what was assigned for it'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;hierarchy;release'= {
            cand --site 'The site that a Package Server was assigned to for the join, where that is not remembered here: `prepare` on a live server remembers it for the account and the computer it runs on'
            cand --package-server 'The Package Server that was assigned to it (repeatable)'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --force 'Do it even where a site that serves clients is left without any Package Server'
            cand --all 'Also undo the site and the subnet that prepare made'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;hierarchy;tree'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;hierarchy;help'= {
            cand check 'Check whether SMPs meet the precondition of a hierarchy join'
            cand prepare 'Do what is missing for SMPs to be joined, and no more'
            cand release 'Take back the manual assignments that `hierarchy prepare` made, and only those'
            cand tree 'Show the hierarchy as a tree, with each SMP''s site, its Package Servers and whether it is ready'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;hierarchy;help;check'= {
        }
        &'smpctl;hierarchy;help;prepare'= {
        }
        &'smpctl;hierarchy;help;release'= {
        }
        &'smpctl;hierarchy;help;tree'= {
        }
        &'smpctl;hierarchy;help;help'= {
        }
        &'smpctl;topology'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create an empty topology document'
            cand validate 'Check that the topology document is valid'
            cand schema 'Print the JSON Schema of the topology document'
            cand pull 'Write the topology, as it is where it lives, to a document'
            cand plan 'Show what would have to be changed to bring the topology to what a document says'
            cand apply 'Bring the topology to what a document says'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;topology;init'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;topology;validate'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;topology;schema'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;topology;pull'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;topology;plan'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --prune 'Take away what the document does not mention: sites, subnets, assignments, settings'
            cand --detailed-exit-code 'Exit with 3 if there is something to be changed'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;topology;apply'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --prune 'Take away what the document does not mention: sites, subnets, assignments, settings'
            cand --force 'Prune although the account may not see everything'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;topology;help'= {
            cand init 'Create an empty topology document'
            cand validate 'Check that the topology document is valid'
            cand schema 'Print the JSON Schema of the topology document'
            cand pull 'Write the topology, as it is where it lives, to a document'
            cand plan 'Show what would have to be changed to bring the topology to what a document says'
            cand apply 'Bring the topology to what a document says'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;topology;help;init'= {
        }
        &'smpctl;topology;help;validate'= {
        }
        &'smpctl;topology;help;schema'= {
        }
        &'smpctl;topology;help;pull'= {
        }
        &'smpctl;topology;help;plan'= {
        }
        &'smpctl;topology;help;apply'= {
        }
        &'smpctl;topology;help;help'= {
        }
        &'smpctl;relocation'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand check 'Check whether a package store can be moved to a new place, changing nothing'
            cand run 'Move all packages to a new store, each reachable under both paths at every moment'
            cand retry 'Make one more attempt to move what is left'
            cand status 'Show how a relocation stands'
            cand resume 'Put back into service what a relocation that was killed has left suspended'
            cand revert 'Undo a relocation: bring every package back to where it came from'
            cand list 'List every relocation that is remembered, the newest first'
            cand forget 'Forget a relocation whose store is gone for good, or whose record is damaged'
            cand settings 'How often automatic attempts are made, and what is known of the agent on this machine'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;relocation;check'= {
            cand --from 'The store to move [default: the agent''s, where it can be found]'
            cand --also 'A further store whose packages are moved too (repeatable)'
            cand --to 'The new store; it need not exist'
            cand --accept 'Accept what a prerequisite refuses'
            cand --transfer 'How packages will be moved'
            cand --lossy 'Accept that packages lose what the new volume cannot hold (repeatable)'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --revert 'Check instead whether a relocation can be undone: that of `--to`, or the only unfinished one, else the latest'
            cand --allow-empty 'Accept a store without any package'
            cand --stop-agent 'The vendor''s agent will be stopped while packages are moved'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;run'= {
            cand --from 'The store to move [default: the agent''s, where it can be found]'
            cand --also 'A further store whose packages are moved too (repeatable)'
            cand --to 'The new store; made if it does not exist'
            cand --max-attempts 'How many attempts to make at most [default: 3]'
            cand --interval 'Minutes between two attempts [default: 15]'
            cand --accept 'Accept what a prerequisite refuses'
            cand --transfer 'How packages are moved'
            cand --threads 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]'
            cand --on-duplicate 'What happens to a package that stands in several of the old stores'
            cand --lossy 'Accept that packages lose what the new volume cannot hold (repeatable)'
            cand --stop-at 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4'
            cand --limit-rate 'Copy no faster than this, in bytes a second: `50MiB`, say'
            cand --wait-for-readers 'How long to wait for processes that are still in a package''s replaced original before its files are removed, in seconds [default: 60]'
            cand --suspend-command 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`'
            cand --switch-command 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command'
            cand --resume-command 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command'
            cand --detached 'What `--detach` starts is told so, with the relocation''s id'
            cand --package-server 'Have it done on this Package Server, by a task that the management server runs there; several may be named'
            cand --task 'The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]'
            cand --parameter 'A parameter that the task itself defines (repeatable)'
            cand --timeout 'How long to watch the task; the management server is told to wait as long'
            cand --event-timeout 'How long to wait for a server''s status event after its task has ended'
            cand --every 'How often to ask the management server how it stands'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --no-wait 'Make one attempt and end, with exit code 4 if something is left to do'
            cand --allow-empty 'Accept a store without any package'
            cand --keep-old-links 'Leave a link at each package''s old path when everything has been moved'
            cand --verify 'Read the content of each copy again from the medium, and compare it with the original''s before that goes'
            cand --accept-volume 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything'
            cand --offline 'Take servers out of service while packages are moved, as the vendor''s agent does; without it they are switched to the new path first, and clients notice nothing'
            cand --no-sharing 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so'
            cand --stop-agent 'Stop the vendor''s agent if it runs and a store is its own, and start it again at the end'
            cand --detach 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;retry'= {
            cand --to 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]'
            cand --relocation 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it'
            cand --from 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]'
            cand --transfer 'How packages are moved'
            cand --threads 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]'
            cand --on-duplicate 'What happens to a package that stands in several of the old stores'
            cand --lossy 'Accept that packages lose what the new volume cannot hold (repeatable)'
            cand --stop-at 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4'
            cand --limit-rate 'Copy no faster than this, in bytes a second: `50MiB`, say'
            cand --wait-for-readers 'How long to wait for processes that are still in a package''s replaced original before its files are removed, in seconds [default: 60]'
            cand --suspend-command 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`'
            cand --switch-command 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command'
            cand --resume-command 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command'
            cand --detached 'What `--detach` starts is told so, with the relocation''s id'
            cand --package-server 'Have it done on this Package Server, by a task that the management server runs there; several may be named'
            cand --task 'The task, by its name or guid [default: `names.relocation-task` or `names.retry-task` in the context]'
            cand --parameter 'A parameter that the task itself defines (repeatable)'
            cand --timeout 'How long to watch the task; the management server is told to wait as long'
            cand --event-timeout 'How long to wait for a server''s status event after its task has ended'
            cand --every 'How often to ask the management server how it stands'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --automatic 'Count this attempt, and make it only if the maximum allows'
            cand --keep-old-links 'Leave a link at each package''s old path when everything has been moved'
            cand --verify 'Read the content of each copy again from the medium, and compare it with the original''s before that goes'
            cand --accept-volume 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything'
            cand --offline 'Take servers out of service while packages are moved, as the vendor''s agent does; without it they are switched to the new path first, and clients notice nothing'
            cand --no-sharing 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so'
            cand --stop-agent 'Stop the vendor''s agent if it runs and a store is its own, and start it again at the end'
            cand --detach 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;status'= {
            cand --to 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]'
            cand --relocation 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it'
            cand --from 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]'
            cand --package-server 'Show instead what this Package Server told its live management server last; several may be named'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --watch 'Show how far a running relocation is until it ends; Ctrl-C ends the watching only'
            cand --event 'Print the event that tells the management server of the last attempt (docs/events.md)'
            cand --all 'Show instead what every Package Server told its live management server last'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;resume'= {
            cand --to 'Only that of the relocation to this new store'
            cand --relocation 'Only that of the relocation with this id, or beginning of an id'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --forget 'Put nothing back, only forget it: it has been done by hand'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;revert'= {
            cand --to 'The new store of the relocation meant [default: the only unfinished one, else the newest not reverted]'
            cand --relocation 'The relocation meant, by its id or the beginning of it, as `smpctl relocation list` shows it'
            cand --from 'An old store, for a relocation that smpctl did not make (repeatable) [default: where links in the new store lead]'
            cand --transfer 'How packages are moved'
            cand --threads 'How many packages are worked on at once; 1 means one thread in all [default: one per processor, 8 at least]'
            cand --on-duplicate 'What happens to a package that stands in several of the old stores'
            cand --lossy 'Accept that packages lose what the new volume cannot hold (repeatable)'
            cand --stop-at 'Begin no more packages from this time on: `05:00`, or `2026-01-31T05:00`; ends with exit code 4'
            cand --limit-rate 'Copy no faster than this, in bytes a second: `50MiB`, say'
            cand --wait-for-readers 'How long to wait for processes that are still in a package''s replaced original before its files are removed, in seconds [default: 60]'
            cand --suspend-command 'Take servers out of service with this command, run by `sh -c`; where nothing can be switched, it implies `--offline`'
            cand --switch-command 'Make servers serve packages from `$SMPCTL_TO`, instead of `$SMPCTL_FROM`, with this command'
            cand --resume-command 'Put servers back into service, serving packages from `$SMPCTL_STORAGE_PATH`, with this command'
            cand --detached 'What `--detach` starts is told so, with the relocation''s id'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --all 'Bring every package of the new store to the old one, also those of which nothing says that they came from it'
            cand --keep-old-links 'Leave a link at each package''s old path when everything has been moved'
            cand --verify 'Read the content of each copy again from the medium, and compare it with the original''s before that goes'
            cand --accept-volume 'Accept that stores are on other volumes than when packages were moved: they were copied there, with everything'
            cand --offline 'Take servers out of service while packages are moved, as the vendor''s agent does; without it they are switched to the new path first, and clients notice nothing'
            cand --no-sharing 'Leave servers as they are, whatever the settings say, and call none; what a killed run has left suspended stays so'
            cand --stop-agent 'Stop the vendor''s agent if it runs and a store is its own, and start it again at the end'
            cand --detach 'Go on in the background, so that the end of this session ends nothing; `status --watch` shows how far it is'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;list'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;forget'= {
            cand --to 'The new store of the relocation'
            cand --relocation 'The relocation''s id or the beginning of it, as `smpctl relocation list` shows it'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --force 'Forget it although it is unfinished and all its stores are there'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;settings'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand show 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine'
            cand set 'Set how often automatic attempts are made'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;relocation;settings;show'= {
            cand --max-attempts 'As `run` would take it'
            cand --interval 'As `run` would take it'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;settings;set'= {
            cand --max-attempts 'How many automatic attempts are made at most, 1 to 1000'
            cand --interval 'Minutes between two of them, at most 10080'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;relocation;settings;help'= {
            cand show 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine'
            cand set 'Set how often automatic attempts are made'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;relocation;settings;help;show'= {
        }
        &'smpctl;relocation;settings;help;set'= {
        }
        &'smpctl;relocation;settings;help;help'= {
        }
        &'smpctl;relocation;help'= {
            cand check 'Check whether a package store can be moved to a new place, changing nothing'
            cand run 'Move all packages to a new store, each reachable under both paths at every moment'
            cand retry 'Make one more attempt to move what is left'
            cand status 'Show how a relocation stands'
            cand resume 'Put back into service what a relocation that was killed has left suspended'
            cand revert 'Undo a relocation: bring every package back to where it came from'
            cand list 'List every relocation that is remembered, the newest first'
            cand forget 'Forget a relocation whose store is gone for good, or whose record is damaged'
            cand settings 'How often automatic attempts are made, and what is known of the agent on this machine'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;relocation;help;check'= {
        }
        &'smpctl;relocation;help;run'= {
        }
        &'smpctl;relocation;help;retry'= {
        }
        &'smpctl;relocation;help;status'= {
        }
        &'smpctl;relocation;help;resume'= {
        }
        &'smpctl;relocation;help;revert'= {
        }
        &'smpctl;relocation;help;list'= {
        }
        &'smpctl;relocation;help;forget'= {
        }
        &'smpctl;relocation;help;settings'= {
            cand show 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine'
            cand set 'Set how often automatic attempts are made'
        }
        &'smpctl;relocation;help;settings;show'= {
        }
        &'smpctl;relocation;help;settings;set'= {
        }
        &'smpctl;relocation;help;help'= {
        }
        &'smpctl;agent'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand update 'Make the agent fetch its policies now, and with them a new storage location'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;agent;update'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --inventory 'Make it send its basic inventory, too'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;agent;help'= {
            cand update 'Make the agent fetch its policies now, and with them a new storage location'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;agent;help;update'= {
        }
        &'smpctl;agent;help;help'= {
        }
        &'smpctl;context'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand add 'Add a live server'
            cand list 'List the live servers'
            cand use 'Choose the live server that commands work on'
            cand check 'Check a live server: who signs in, what was found there and how, and what is missing'
            cand password 'Keep the password of a context''s account in the keyring, or forget it'
            cand remove 'Forget a live server, and its password in the keyring'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;context;add'= {
            cand --url 'Where it is'
            cand --as 'The name of the SMP [default: the context''s]'
            cand --parent 'The SMP it is, or is to be, joined to as a child'
            cand --user 'The account that signs in, as DOMAIN\name, name@domain or a name alone'
            cand --sign-in 'How to sign in [default: the strongest that the server offers]'
            cand --credentials-file 'A file that only its owner can read, with the account and the password on a line each'
            cand --ca-certificate 'A file with certificates of authorities that are trusted beside the system''s, in PEM form'
            cand --timeout 'The longest that one request may take'
            cand --address 'An address of the SMP, if the server does not tell it; may be repeated'
            cand --administrator 'Whether the account has the role Symantec Administrators, if the server does not tell it'
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --keyring 'Keep the password in the keyring'
            cand --insecure 'Trust any certificate; every command then warns'
            cand --no-check 'Add it without trying it'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;context;list'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;context;use'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --none 'None: commands work on the topology document again'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;context;check'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;context;password'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --forget 'Forget it'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;context;remove'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;context;help'= {
            cand add 'Add a live server'
            cand list 'List the live servers'
            cand use 'Choose the live server that commands work on'
            cand check 'Check a live server: who signs in, what was found there and how, and what is missing'
            cand password 'Keep the password of a context''s account in the keyring, or forget it'
            cand remove 'Forget a live server, and its password in the keyring'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;context;help;add'= {
        }
        &'smpctl;context;help;list'= {
        }
        &'smpctl;context;help;use'= {
        }
        &'smpctl;context;help;check'= {
        }
        &'smpctl;context;help;password'= {
        }
        &'smpctl;context;help;remove'= {
        }
        &'smpctl;context;help;help'= {
        }
        &'smpctl;completions'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;generate'= {
            cand --topology 'The topology document to work on [default: the context in use, else the one in the data directory]'
            cand --context 'The live server to work on, by the name of its context; may be repeated'
            cand --smp 'The management server (SMP) meant; needed only if there are several'
            cand -o 'The form results are printed in'
            cand --output 'The form results are printed in'
            cand --concurrency 'How many requests are made at once to a live server [default: 8]'
            cand -y 'Answer every question with yes; where a number is asked for, with that number'
            cand --yes 'Answer every question with yes; where a number is asked for, with that number'
            cand --color 'When to use colour'
            cand --progress 'How progress is shown'
            cand --dry-run 'Show what would be done and change nothing'
            cand -q 'Say only what is asked for, and errors'
            cand --quiet 'Say only what is asked for, and errors'
            cand -v 'Say more; twice for debugging, three times for everything'
            cand --verbose 'Say more; twice for debugging, three times for everything'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'smpctl;help'= {
            cand demo 'Show the whole job on throw-away data, explained as it goes'
            cand smp 'Management servers (SMPs)'
            cand site 'Sites'
            cand subnet 'Subnets, and who is offered which Package Servers'
            cand package-server 'Package Servers and their assignment to sites'
            cand storage-location 'Where Package Servers keep their packages: the SMP''s setting, and the override of one server'
            cand hierarchy 'Get management servers ready to be joined in a hierarchy'
            cand topology 'The topology as a whole, and as a document'
            cand relocation 'Move a package store to another drive, safely and without downtime'
            cand agent 'The vendor''s agent on this machine'
            cand context 'The live servers that commands can work on, by name'
            cand completions 'Print the completion script for a shell'
            cand generate 'Write completions and man pages into a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'smpctl;help;demo'= {
        }
        &'smpctl;help;smp'= {
            cand add 'Add a management server'
            cand list 'List the management servers'
            cand show 'Show one management server'
            cand remove 'Forget a management server, with its sites, subnets and Package Servers'
        }
        &'smpctl;help;smp;add'= {
        }
        &'smpctl;help;smp;list'= {
        }
        &'smpctl;help;smp;show'= {
        }
        &'smpctl;help;smp;remove'= {
        }
        &'smpctl;help;site'= {
            cand create 'Create a site'
            cand list 'List the sites, with the subnets and Package Servers that belong to each'
            cand show 'Show one site, with all subnets and Package Servers that belong to it'
            cand rename 'Give a site another name; everything assigned to it stays'
            cand delete 'Delete a site'
        }
        &'smpctl;help;site;create'= {
        }
        &'smpctl;help;site;list'= {
        }
        &'smpctl;help;site;show'= {
        }
        &'smpctl;help;site;rename'= {
        }
        &'smpctl;help;site;delete'= {
        }
        &'smpctl;help;subnet'= {
            cand create 'Create a subnet'
            cand list 'List the subnets as a tree, with the site each belongs to'
            cand assign 'Assign a subnet to a site, explicitly'
            cand release 'Take back a subnet''s explicit assignment'
            cand delete 'Delete a subnet'
            cand locate 'Find the subnet and site of an address, and the Package Servers that a client there is offered'
            cand import 'Create and assign many subnets from a CSV file, as one change'
        }
        &'smpctl;help;subnet;create'= {
        }
        &'smpctl;help;subnet;list'= {
        }
        &'smpctl;help;subnet;assign'= {
        }
        &'smpctl;help;subnet;release'= {
        }
        &'smpctl;help;subnet;delete'= {
        }
        &'smpctl;help;subnet;locate'= {
        }
        &'smpctl;help;subnet;import'= {
        }
        &'smpctl;help;package-server'= {
            cand add 'Add a Package Server'
            cand list 'List the Package Servers, and the sites each is in'
            cand show 'Show one Package Server'
            cand assign 'Manually assign a Package Server to a site'
            cand unassign 'Take back the manual assignment of a Package Server to a site'
            cand remove 'Forget a Package Server, with its manual assignments'
        }
        &'smpctl;help;package-server;add'= {
        }
        &'smpctl;help;package-server;list'= {
        }
        &'smpctl;help;package-server;show'= {
        }
        &'smpctl;help;package-server;assign'= {
        }
        &'smpctl;help;package-server;unassign'= {
        }
        &'smpctl;help;package-server;remove'= {
        }
        &'smpctl;help;storage-location'= {
            cand show 'Show where packages are kept, and who decides it'
            cand set 'Set where packages are kept'
            cand reset 'Leave the decision where packages are kept to the level above'
        }
        &'smpctl;help;storage-location;show'= {
        }
        &'smpctl;help;storage-location;set'= {
        }
        &'smpctl;help;storage-location;reset'= {
        }
        &'smpctl;help;hierarchy'= {
            cand check 'Check whether SMPs meet the precondition of a hierarchy join'
            cand prepare 'Do what is missing for SMPs to be joined, and no more'
            cand release 'Take back the manual assignments that `hierarchy prepare` made, and only those'
            cand tree 'Show the hierarchy as a tree, with each SMP''s site, its Package Servers and whether it is ready'
        }
        &'smpctl;help;hierarchy;check'= {
        }
        &'smpctl;help;hierarchy;prepare'= {
        }
        &'smpctl;help;hierarchy;release'= {
        }
        &'smpctl;help;hierarchy;tree'= {
        }
        &'smpctl;help;topology'= {
            cand init 'Create an empty topology document'
            cand validate 'Check that the topology document is valid'
            cand schema 'Print the JSON Schema of the topology document'
            cand pull 'Write the topology, as it is where it lives, to a document'
            cand plan 'Show what would have to be changed to bring the topology to what a document says'
            cand apply 'Bring the topology to what a document says'
        }
        &'smpctl;help;topology;init'= {
        }
        &'smpctl;help;topology;validate'= {
        }
        &'smpctl;help;topology;schema'= {
        }
        &'smpctl;help;topology;pull'= {
        }
        &'smpctl;help;topology;plan'= {
        }
        &'smpctl;help;topology;apply'= {
        }
        &'smpctl;help;relocation'= {
            cand check 'Check whether a package store can be moved to a new place, changing nothing'
            cand run 'Move all packages to a new store, each reachable under both paths at every moment'
            cand retry 'Make one more attempt to move what is left'
            cand status 'Show how a relocation stands'
            cand resume 'Put back into service what a relocation that was killed has left suspended'
            cand revert 'Undo a relocation: bring every package back to where it came from'
            cand list 'List every relocation that is remembered, the newest first'
            cand forget 'Forget a relocation whose store is gone for good, or whose record is damaged'
            cand settings 'How often automatic attempts are made, and what is known of the agent on this machine'
        }
        &'smpctl;help;relocation;check'= {
        }
        &'smpctl;help;relocation;run'= {
        }
        &'smpctl;help;relocation;retry'= {
        }
        &'smpctl;help;relocation;status'= {
        }
        &'smpctl;help;relocation;resume'= {
        }
        &'smpctl;help;relocation;revert'= {
        }
        &'smpctl;help;relocation;list'= {
        }
        &'smpctl;help;relocation;forget'= {
        }
        &'smpctl;help;relocation;settings'= {
            cand show 'Show how often automatic attempts are made and who says so, and what is known of the agent on this machine'
            cand set 'Set how often automatic attempts are made'
        }
        &'smpctl;help;relocation;settings;show'= {
        }
        &'smpctl;help;relocation;settings;set'= {
        }
        &'smpctl;help;agent'= {
            cand update 'Make the agent fetch its policies now, and with them a new storage location'
        }
        &'smpctl;help;agent;update'= {
        }
        &'smpctl;help;context'= {
            cand add 'Add a live server'
            cand list 'List the live servers'
            cand use 'Choose the live server that commands work on'
            cand check 'Check a live server: who signs in, what was found there and how, and what is missing'
            cand password 'Keep the password of a context''s account in the keyring, or forget it'
            cand remove 'Forget a live server, and its password in the keyring'
        }
        &'smpctl;help;context;add'= {
        }
        &'smpctl;help;context;list'= {
        }
        &'smpctl;help;context;use'= {
        }
        &'smpctl;help;context;check'= {
        }
        &'smpctl;help;context;password'= {
        }
        &'smpctl;help;context;remove'= {
        }
        &'smpctl;help;completions'= {
        }
        &'smpctl;help;generate'= {
        }
        &'smpctl;help;help'= {
        }
    ]
    $completions[$command]
}
