<#
.SYNOPSIS
    Shows on a real Windows Server what cannot be shown elsewhere: smpctl moves a package store between two NTFS volumes.

.DESCRIPTION
    Makes two volumes in VHDX files and a store on the first, with everything that a package can hold. Then: check, run, a locked
    file and its retry, revert, kills at random moments, readers meanwhile, shares, virtual directories, the event log, access,
    substituted drives. Everything is compared: content, streams, access lists, attributes, times, hard links. Ends with a summary
    and exit code 0 if nothing failed, else 1, and removes what it made. For an administrator, in Windows PowerShell 5.1 or newer.

.PARAMETER Smpctl
    The smpctl.exe to try.

.PARAMETER Work
    The folder for the volumes and everything else; made, and removed at the end.

.PARAMETER CrashPoints
    How many runs are killed at a random moment.

.PARAMETER Keep
    Leave the volumes and the work folder as they are at the end.

.PARAMETER AgentStoreTo
    Only with this: moves the store of the agent that is installed on this machine to this folder, waits, and records what the
    agent does on finding its packages there. Meant for a test server; undo it with `smpctl relocation revert`.

.EXAMPLE
    .\acceptance.ps1 -Smpctl C:\Tools\smpctl.exe
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $Smpctl,
    [string] $Work = (Join-Path $env:SystemDrive 'smpctl-acceptance'),
    [int] $CrashPoints = 20,
    [switch] $Keep,
    [string] $AgentStoreTo
)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$script:Results = New-Object System.Collections.ArrayList
$script:Facts = New-Object System.Collections.ArrayList

function Write-Fact([string] $Text) {
    Write-Host "      $Text"
    [void] $script:Facts.Add($Text)
}

# Runs one test; whatever it throws is its failure, and the others go on.
function Test-That([string] $Name, [scriptblock] $Body) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    try {
        & $Body
        $outcome = 'pass'
        $why = ''
    } catch {
        $outcome = 'FAIL'
        $why = "$($_.Exception.Message) (line $($_.InvocationInfo.ScriptLineNumber))"
    }
    [void] $script:Results.Add([pscustomobject] @{ Test = $Name; Outcome = $outcome; Why = $why })
    Write-Host ("{0}  {1}  ({2:n1} s)" -f $outcome, $Name, $clock.Elapsed.TotalSeconds)
    if ($why) { Write-Host "      $why" }
}

function Assert-That([bool] $Condition, [string] $Message) {
    if (-not $Condition) { throw $Message }
}

$me = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    Write-Host 'Run this as an administrator: Start-Process powershell -Verb RunAs'
    exit 1
}
$Smpctl = (Resolve-Path -LiteralPath $Smpctl).ProviderPath
if (Test-Path -LiteralPath $Work) {
    Write-Host "'$Work' exists; remove it, or name another folder with -Work"
    exit 1
}
[void] (New-Item -ItemType Directory -Path $Work)
Add-Type -TypeDefinition (Get-Content -Raw -LiteralPath (Join-Path $PSScriptRoot 'Probe.cs'))

# ---- smpctl ------------------------------------------------------------------------------------------------------------

$env:SMPCTL_STATE_DIR = Join-Path $Work 'state'
$env:SMPCTL_SETTINGS = Join-Path $Work 'settings.toml'
$env:NO_COLOR = '1'

function Set-Settings([string] $Text) {
    [IO.File]::WriteAllText($env:SMPCTL_SETTINGS, $Text)
}
Set-Settings ''

# Quotes an argument as Windows programs take their command lines apart.
function ConvertTo-Argument([string] $Text) {
    if ($Text -notmatch '[\s"]' -and $Text) { return $Text }
    '"' + ($Text -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"'
}

function Start-Smpctl([string[]] $Arguments) {
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = $Smpctl
    $start.Arguments = ($Arguments | ForEach-Object { ConvertTo-Argument $_ }) -join ' '
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.CreateNoWindow = $true
    [Diagnostics.Process]::Start($start)
}

function Invoke-Smpctl([string[]] $Arguments, [int[]] $Codes = @(0)) {
    $process = Start-Smpctl $Arguments
    $out = $process.StandardOutput.ReadToEndAsync()
    $err = $process.StandardError.ReadToEndAsync()
    $process.WaitForExit()
    $said = [pscustomobject] @{ Code = $process.ExitCode; Out = $out.Result; Err = $err.Result }
    if ($Codes -notcontains $said.Code) {
        throw "smpctl $($Arguments -join ' '): exit code $($said.Code), not $($Codes -join ' or '): $($said.Err) $($said.Out)"
    }
    $said
}

# ---- volumes -----------------------------------------------------------------------------------------------------------

$disks = New-Object System.Collections.ArrayList

function Get-FreeLetter {
    $used = @([IO.DriveInfo]::GetDrives() | ForEach-Object { $_.Name.Substring(0, 1) })
    foreach ($letter in 'T', 'U', 'V', 'W', 'S', 'R', 'Q', 'P', 'O', 'N', 'M', 'L') {
        if ($used -notcontains $letter) { return $letter }
    }
    throw 'no drive letter is free'
}

function Invoke-DiskPart([string[]] $Lines) {
    $file = Join-Path $Work 'diskpart.txt'
    [IO.File]::WriteAllLines($file, $Lines)
    $said = & diskpart.exe /s $file
    if ($LASTEXITCODE -ne 0) { throw "diskpart: $($said -join '; ')" }
}

function New-TestVolume([string] $Name, [int] $Megabytes) {
    $file = Join-Path $Work "$Name.vhdx"
    $letter = Get-FreeLetter
    if (Get-Command New-VHD -ErrorAction SilentlyContinue) {
        [void] (New-VHD -Path $file -SizeBytes ($Megabytes * 1MB) -Dynamic)
        [void] $disks.Add($file)
        $disk = Mount-VHD -Path $file -Passthru | Get-Disk
        Initialize-Disk -Number $disk.Number -PartitionStyle GPT
        [void] (New-Partition -DiskNumber $disk.Number -UseMaximumSize -DriveLetter $letter |
                Format-Volume -FileSystem NTFS -NewFileSystemLabel $Name -Confirm:$false)
    } else {
        Invoke-DiskPart @(
            "create vdisk file=`"$file`" maximum=$Megabytes type=expandable",
            "select vdisk file=`"$file`"", 'attach vdisk', 'convert gpt', 'create partition primary',
            "format fs=ntfs label=$Name quick", "assign letter=$letter")
        [void] $disks.Add($file)
    }
    # Anybody may write to the root of a new volume.
    & icacls.exe "${letter}:\" /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-32-545:(OI)(CI)RX' /q | Out-Null
    "${letter}:"
}

function Remove-TestVolumes {
    foreach ($file in $disks) {
        try {
            if (Get-Command Dismount-VHD -ErrorAction SilentlyContinue) { Dismount-VHD -Path $file }
            else { Invoke-DiskPart @("select vdisk file=`"$file`"", 'detach vdisk') }
        } catch { Write-Warning "'$file' is still attached: $($_.Exception.Message)" }
    }
}

# ---- a store -----------------------------------------------------------------------------------------------------------

function Get-PackageName([int] $Number) { '{{00000000-0000-4000-8000-{0:d12}}}' -f $Number }

function New-Package([string] $Store, [int] $Number) {
    $folder = Join-Path $Store (Get-PackageName $Number)
    [void] [IO.Directory]::CreateDirectory("\\?\$folder\cache")
    [IO.File]::WriteAllText("\\?\$folder\package.xml", "<package number='$Number'/>")
    $bytes = New-Object byte[] (200000 + $Number * 1000)
    (New-Object Random($Number)).NextBytes($bytes)
    [IO.File]::WriteAllBytes("\\?\$folder\cache\data.bin", $bytes)
    $folder
}

function New-Store([string] $Store) {
    [void] [IO.Directory]::CreateDirectory($Store)
    $outside = Join-Path (Split-Path $Store) 'outside'
    [void] [IO.Directory]::CreateDirectory($outside)
    [IO.File]::WriteAllText("$outside\precious.txt", 'not a package')

    $folder = New-Package $Store 1
    Set-Content -LiteralPath "$folder\cache\data.bin" -Stream 'Zone.Identifier' -Value '[ZoneTransfer]', 'ZoneId=3'
    Set-Content -LiteralPath "$folder\cache" -Stream 'of-a-folder' -Value 'text'

    $folder = New-Package $Store 2
    & icacls.exe "$folder\cache" /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-20:(OI)(CI)RX' /deny '*S-1-5-32-546:(R)' /q | Out-Null
    & icacls.exe "$folder\package.xml" /setowner '*S-1-5-18' /q | Out-Null

    $folder = New-Package $Store 3
    $sparse = "$folder\cache\sparse.bin"
    [IO.File]::WriteAllBytes($sparse, (New-Object byte[] 0))
    & fsutil.exe sparse setflag $sparse | Out-Null
    $stream = [IO.File]::OpenWrite($sparse)
    $stream.SetLength(64MB)
    $stream.Position = 40MB
    $stream.Write((New-Object byte[] 4096), 0, 4096)
    $stream.WriteByte(7)
    $stream.Close()
    & compact.exe /c "$folder\cache\data.bin" | Out-Null

    $folder = New-Package $Store 4
    $deep = "\\?\$folder\cache"
    foreach ($level in 1..12) { $deep += '\' + ('long-name-' * 6) + $level }
    [void] [IO.Directory]::CreateDirectory($deep)
    [IO.File]::WriteAllText("$deep\at the end.txt", 'deep')

    $folder = New-Package $Store 5
    [Probe]::HardLink("$folder\cache\data.bin", "$folder\cache\again.bin")
    [Probe]::HardLink("$folder\cache\data.bin", "$folder\elsewhere.bin")
    [IO.File]::SetAttributes("$folder\package.xml", 'ReadOnly, Hidden')
    [IO.File]::SetCreationTimeUtc("$folder\cache\data.bin", [DateTime] '2001-02-03T04:05:06Z')

    $folder = New-Package $Store 6
    foreach ($name in @('trailing dot.', 'trailing space ', 'nul', 'Zürich 漢字', "half$([char] 0xd83d)pair")) {
        [Probe]::Write("\\?\$folder\cache\$name", 'odd')
    }

    $folder = New-Package $Store 7
    & cmd.exe /c mklink /J "$folder\cache\junction" $outside | Out-Null

    $folder = New-Package $Store 8
    [void] [IO.Directory]::CreateDirectory("$folder\empty")

    foreach ($number in 9..20) { [void] (New-Package $Store $number) }
    [IO.File]::WriteAllText("$Store\not a package.txt", 'ignored')
}

# What the packages of a store are, wherever a package's path leads.
function Get-Contents([string] $Store) {
    $found = @{}
    foreach ($folder in [IO.Directory]::GetDirectories($Store, '{*}')) {
        # A link may lead nowhere for a moment, or after a kill.
        try { $found[(Split-Path -Leaf $folder)] = [Probe]::Snapshot($folder) -join "`n" }
        catch { $found[(Split-Path -Leaf $folder)] = "cannot be read: $($_.Exception.Message)" }
    }
    $found
}

function Assert-Same($Before, $After, [string] $What) {
    foreach ($name in $Before.Keys) {
        Assert-That $After.ContainsKey($name) "$What`: $name is missing"
        if ($After[$name] -cne $Before[$name]) {
            $difference = Compare-Object ($Before[$name] -split "`n") ($After[$name] -split "`n") | Select-Object -First 4
            throw "$What`: $name differs: $(($difference | ForEach-Object { $_.SideIndicator + ' ' + $_.InputObject }) -join ' | ')"
        }
    }
}

function Test-IsLink([string] $Path) {
    [bool] ([IO.File]::GetAttributes($Path) -band [IO.FileAttributes]::ReparsePoint)
}

try {
    $one = New-TestVolume 'OLD' 2048
    $two = New-TestVolume 'NEW' 2048
    $old = "$one\Package Delivery"
    $new = "$two\Store"
    New-Store $old
    $before = Get-Contents $old
    Write-Fact "Windows: $([Environment]::OSVersion.VersionString); $((Invoke-Smpctl @('--version')).Out.Trim())"

    Test-That 'FileRenameInfoEx over a junction' {
        $folder = "$one\replace"
        [void] [IO.Directory]::CreateDirectory("$folder\target")
        [void] [IO.Directory]::CreateDirectory("$folder\moved")
        & cmd.exe /c mklink /J "$folder\link" "$folder\target" | Out-Null
        $code = [Probe]::RenameOver("$folder\moved", "$folder\link")
        Write-Fact "FileRenameInfoEx replaces a junction by a directory: $(if ($code -eq 0) { 'yes' } else { "no (error $code)" })"
    }

    Test-That 'check is ready and changes nothing' {
        $said = Invoke-Smpctl @('relocation', 'check', '--from', $old, '--to', $new, '-o', 'json')
        $report = $said.Out | ConvertFrom-Json
        Assert-That $report.ready 'not ready'
        Assert-That ($report.packages -eq 20) "$($report.packages) packages, not 20"
        Assert-That (-not (Test-Path -LiteralPath $new)) 'the new store was made'
        Assert-That ($said.Out -cmatch '^[\x00-\x7f]*$') 'JSON in a pipe is not ASCII'
        Assert-Same $before (Get-Contents $old) 'after the check'
    }

    Test-That 'check refuses a place that users may write to' {
        $loose = "$two\Loose"
        [void] [IO.Directory]::CreateDirectory($loose)
        & icacls.exe $loose /grant '*S-1-5-32-545:(OI)(CI)M' /q | Out-Null
        $said = Invoke-Smpctl @('relocation', 'check', '--from', $old, '--to', $loose, '-o', 'json') @(3)
        $failed = @(($said.Out | ConvertFrom-Json).checks | Where-Object { -not $_.ok } | ForEach-Object { $_.check })
        Assert-That ($failed -contains 'access') "failed: $($failed -join ', ')"
        [IO.Directory]::Delete($loose)
    }

    Test-That 'check refuses known folders, substituted and network drives' {
        foreach ($place in @("$env:ProgramFiles\Store", "$env:ProgramData\Store", "$env:windir\Store", "$env:SystemDrive\Users\Store", "$env:SystemDrive\PROGRA~1\Store")) {
            # A volume need not have short names.
            if (-not (Test-Path -LiteralPath (Split-Path $place))) { continue }
            $said = Invoke-Smpctl @('relocation', 'check', '--from', $old, '--to', $place, '-o', 'json') @(3)
            $failed = @(($said.Out | ConvertFrom-Json).checks | Where-Object { -not $_.ok } | ForEach-Object { $_.check })
            Assert-That ($failed -contains 'location') "'$place': failed: $($failed -join ', ')"
        }
        $letter = Get-FreeLetter
        & subst.exe "${letter}:" "$two\"
        try { [void] (Invoke-Smpctl @('relocation', 'check', '--from', $old, '--to', "${letter}:\Store") @(1, 2, 3, 6)) }
        finally { & subst.exe "${letter}:" /d }
        [void] (Invoke-Smpctl @('relocation', 'check', '--from', $old, '--to', "\\localhost\$($two[0])`$\Store") @(1, 2, 3, 6))
    }

    Test-That 'a volume that is mounted in a folder' {
        $mounted = "$one\mounted"
        [void] [IO.Directory]::CreateDirectory($mounted)
        $volume = (& mountvol.exe "$two\" /L).Trim()
        & mountvol.exe $mounted $volume
        try { [void] (Invoke-Smpctl @('relocation', 'check', '--from', $old, '--to', "$mounted\Store")) }
        finally { & mountvol.exe $mounted /D }
    }

    Test-That 'a package with an encrypted file stays, reachable by both paths' {
        $folder = New-Package "$one\Encrypted" 1
        [void] (New-Package "$one\Encrypted" 2)
        $file = "$folder\cache\data.bin"
        try { [IO.File]::Encrypt($file) }
        catch {
            Write-Fact "EFS encrypts nothing here: $($_.Exception.Message)"
            return
        }
        $said = Invoke-Smpctl @('relocation', 'run', '--from', "$one\Encrypted", '--to', "$two\Encrypted", '--no-wait', '-o', 'json') @(4)
        Assert-That ($said.Out -cmatch 'EFS') "EFS is not named: $($said.Out)"
        Assert-That (Test-IsLink "$two\Encrypted\$(Get-PackageName 1)") 'it is not linked'
        Assert-That (-not (Test-IsLink "$two\Encrypted\$(Get-PackageName 2)")) 'the other one was not moved'
        Assert-That ([bool] ([IO.File]::GetAttributes($file) -band [IO.FileAttributes]::Encrypted)) 'it is not encrypted any more'
        # What a copy without the key would rest on.
        $exports = @([Probe]::RawExport($file), [Probe]::RawExport($file))
        Write-Fact "EFS: two exports of one file are $(if ($exports[0] -ceq $exports[1]) { 'equal' } else { 'different' }) ($($exports -join ', '))"
        $held = [IO.File]::Open($file, 'Open', 'Read', 'Read')
        try { Write-Fact "EFS: exported while its file is held and may not be deleted: $([Probe]::RawExport($file))" }
        finally { $held.Close() }
        [void] (Invoke-Smpctl @('relocation', 'revert', '--to', "$two\Encrypted"))
    }

    Test-That 'a locked file makes its package wait; the rest moves; readers of both paths miss nothing for long' {
        $locked = [IO.File]::Open("$old\$(Get-PackageName 9)\cache\data.bin", 'Open', 'ReadWrite', 'None')
        $readers = [Probe+Readers]::new([string[]] @($old, $new), 'package.xml')
        try {
            $said = Invoke-Smpctl @('relocation', 'run', '--from', $old, '--to', $new, '--no-wait', '--keep-old-links', '-o', 'json') @(4)
        } finally { $locked.Close(); $readers.Stop() }
        $summary = $said.Out | ConvertFrom-Json
        Assert-That (@($summary.failures).Count -eq 1) "$(@($summary.failures).Count) packages stay, not 1"
        Write-Fact "what is said of the locked package: $($summary.failures[0].reason)"
        Assert-That (Test-IsLink "$new\$(Get-PackageName 9)") 'the package that waits is not linked'
        Assert-Same $before (Get-Contents $new) 'under the new path'
        Write-Fact "readers: $($readers.Good) reads, $($readers.Bad) found nothing for a moment, at most $($readers.LongestMilliseconds) ms"
        Assert-That ($readers.LongestMilliseconds -lt 1000) 'a package was missing for a second'
        [void] (Invoke-Smpctl @('relocation', 'retry', '-o', 'json'))
        Assert-Same $before (Get-Contents $new) 'after the retry'
        Assert-That (-not (Test-IsLink "$new\$(Get-PackageName 9)")) 'it was not moved by the retry'
        Assert-That ([IO.File]::ReadAllText("$one\outside\precious.txt") -eq 'not a package') 'what a junction in a package leads to was touched'
    }

    Test-That 'the event log tells of start, warning and end' {
        $events = @(Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'smpctl' } -MaxEvents 20)
        $text = ($events | ForEach-Object { $_.Message }) -join "`n"
        Assert-That ($text -match 'begins') 'no start'
        Assert-That ($text -match 'have not been moved') 'no warning'
        Assert-That ($text -notmatch 'cannot be found') 'the source is not registered'
    }

    Test-That 'revert brings everything back' {
        [void] (Invoke-Smpctl @('relocation', 'revert'))
        Assert-Same $before (Get-Contents $old) 'after the revert'
        Assert-That (-not (Test-IsLink "$old\$(Get-PackageName 1)")) 'a link is left'
    }

    Test-That 'the new store has the access of the old one' {
        [void] (Invoke-Smpctl @('relocation', 'run', '--from', $old, '--to', $new, '--no-wait', '--verify'))
        $access = { param($path) $list = Get-Acl -LiteralPath $path
            (@($list.Owner) + @($list.Access | ForEach-Object { "$($_.IdentityReference) $($_.AccessControlType) $($_.FileSystemRights)" } | Sort-Object -Unique)) -join '; ' }
        Assert-That ((& $access $new) -eq (& $access $old)) "it is '$(& $access $new)', not '$(& $access $old)'"
        Write-Fact "the new store's access list is protected: $((Get-Acl -LiteralPath $new).AreAccessRulesProtected)"
        Assert-Same $before (Get-Contents $new) 'after the run'
        [void] (Invoke-Smpctl @('relocation', 'revert'))
    }

    Test-That "killed at $CrashPoints random moments, nothing is lost" {
        $random = New-Object Random(20)
        $clock = [Diagnostics.Stopwatch]::StartNew()
        [void] (Invoke-Smpctl @('relocation', 'run', '--from', $old, '--to', $new, '--no-wait'))
        [void] (Invoke-Smpctl @('relocation', 'revert'))
        $whole = [int] ($clock.ElapsedMilliseconds / 2)
        $met = 0
        foreach ($point in 1..$CrashPoints) {
            $verb = if ($point % 3) { @('run', '--from', $old, '--to', $new, '--no-wait') } else { @('revert') }
            if ($verb[0] -eq 'revert') { [void] (Invoke-Smpctl @('relocation', 'run', '--from', $old, '--to', $new, '--no-wait')) }
            $process = Start-Smpctl (@('relocation') + $verb)
            if (-not $process.WaitForExit($random.Next(1, $whole))) { $process.Kill(); $met++ }
            $process.WaitForExit()
            $there = Get-Contents $old
            if (Test-Path -LiteralPath $new) {
                $other = Get-Contents $new
                foreach ($name in $other.Keys) { if ($before[$name] -ceq $other[$name]) { $there[$name] = $other[$name] } }
            }
            Assert-Same $before $there "kill $point"
            [void] (Invoke-Smpctl (@('relocation') + $verb))
            if ($verb[0] -eq 'run') { Assert-Same $before (Get-Contents $new) "after kill $point"; [void] (Invoke-Smpctl @('relocation', 'revert')) }
            Assert-Same $before (Get-Contents $old) "back after kill $point"
        }
        Write-Fact "$met of $CrashPoints runs were killed at work"
    }

    Test-That 'Ctrl-Break is a stop at a safe point' {
        $process = [Probe]::StartInGroup("`"$Smpctl`" relocation run --from `"$old`" --to `"$new`" --no-wait --transfer copy --limit-rate 500kB")
        Start-Sleep -Seconds 3
        [Probe]::Break($process.Id)
        Assert-That ($process.WaitForExit(60000)) 'it does not stop'
        Assert-That ($process.ExitCode -eq 130) "exit code $($process.ExitCode), not 130"
        [void] (Invoke-Smpctl @('relocation', 'revert'))
        Assert-Same $before (Get-Contents $old) 'after the stop'
    }

    Test-That 'a share comes back with everything that belongs to it' {
        $name = 'SmpctlTest$'
        [void] (New-SmbShare -Name $name -Path $old -Description 'packages, tested' -FolderEnumerationMode AccessBased -CachingMode None -ConcurrentUserLimit 7 -ReadAccess 'Everyone')
        try {
            $properties = @('Name', 'Description', 'FolderEnumerationMode', 'CachingMode', 'ConcurrentUserLimit', 'EncryptData', 'SecurityDescriptor')
            $facts = { Get-SmbShare -Name $name | Select-Object -Property $properties | ConvertTo-Json }
            $was = & $facts
            Set-Settings "[sharing.smb]`nshares = ['$name']`n"
            [void] (Invoke-Smpctl @('relocation', 'run', '--from', $old, '--to', $new, '--no-wait', '--offline'))
            Assert-That ((& $facts) -eq $was) 'a property was lost'
            Assert-That ((Get-SmbShare -Name $name).Path -eq $new) "it shows '$((Get-SmbShare -Name $name).Path)'"
            Assert-That (Test-Path -LiteralPath "\\localhost\$name\$(Get-PackageName 1)\package.xml") 'nothing is served'
            [void] (Invoke-Smpctl @('relocation', 'revert'))
            Assert-That ((& $facts) -eq $was) 'a property was lost on the way back'
            Assert-That ((Get-SmbShare -Name $name).Path -eq $old) 'it does not show the old store again'
        } finally { Remove-SmbShare -Name $name -Force -ErrorAction SilentlyContinue; Set-Settings '' }
    }

    $appcmd = Join-Path $env:windir 'system32\inetsrv\appcmd.exe'
    if (Test-Path -LiteralPath $appcmd) {
        Test-That 'virtual directories come back with everything that belongs to them' {
            $site = ([xml] (& $appcmd list site /xml)).appcmd.SITE | Select-Object -First 1
            & $appcmd add vdir "/app.name:$($site.'SITE.NAME')/" '/path:/smpctl-test' "/physicalPath:$old" '/userName:nobody' '/password:p<w>&' | Out-Null
            try {
                $list = { (& $appcmd list vdir "$($site.'SITE.NAME')/smpctl-test" /config /xml) -join "`n" }
                $was = & $list
                Set-Settings "[sharing.iis]`n"
                foreach ($more in @(@('--offline'), @())) {
                    [void] (Invoke-Smpctl (@('relocation', 'run', '--from', $old, '--to', $new, '--no-wait') + $more))
                    Assert-That ((& $list) -eq $was.Replace($old, $new)) "it is: $(& $list)"
                    [void] (Invoke-Smpctl (@('relocation', 'revert') + $more))
                    Assert-That ((& $list) -eq $was) "back it is: $(& $list)"
                }
            } finally { & $appcmd delete vdir "/vdir.name:$($site.'SITE.NAME')/smpctl-test" | Out-Null; Set-Settings '' }
        }
    } else { Write-Fact 'Internet Information Services are not installed: virtual directories were not tried' }

    Test-That 'settings are written to the registry' {
        $key = 'HKLM:\SOFTWARE\smpctl-acceptance'
        Set-Settings "[agent.registry]`nkey = 'SOFTWARE\smpctl-acceptance'`n"
        try {
            [void] (Invoke-Smpctl @('relocation', 'settings', 'set', '--max-attempts', '5', '--interval', '20'))
            $values = Get-ItemProperty -LiteralPath "$key\Package Server"
            Assert-That ($values.'Package Storage Relocation Maximum Attempts' -is [int]) 'it is no REG_DWORD'
            Assert-That ($values.'Package Storage Relocation Interval (min)' -eq 20) 'it is another number'
        } finally { Remove-Item -LiteralPath $key -Recurse -ErrorAction SilentlyContinue; Set-Settings '' }
    }

    Test-That 'the machine state directory lets only administrators write' {
        $state = $env:SMPCTL_STATE_DIR
        $env:SMPCTL_STATE_DIR = $null
        $machine = Join-Path $env:ProgramData 'smpctl'
        $was = Test-Path -LiteralPath $machine
        try {
            [void] (Invoke-Smpctl @('relocation', 'run', '--from', $old, '--to', $new, '--no-wait'))
            [void] (Invoke-Smpctl @('relocation', 'revert'))
            $writers = (Get-Acl -LiteralPath $machine).Access | Where-Object {
                $_.AccessControlType -eq 'Allow' -and ($_.FileSystemRights -band [Security.AccessControl.FileSystemRights]::Write) -and
                @('S-1-5-18', 'S-1-5-32-544', [Security.Principal.WindowsIdentity]::GetCurrent().User.Value) -notcontains
                    $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value }
            Assert-That (@($writers).Count -eq 0) "may write, too: $(@($writers | ForEach-Object { $_.IdentityReference }) -join ', ')"
        } finally {
            $env:SMPCTL_STATE_DIR = $state
            if (-not $was) { Remove-Item -LiteralPath $machine -Recurse -Force -ErrorAction SilentlyContinue }
        }
    }

    if ($AgentStoreTo) {
        Test-That 'what the agent does on finding its packages at a new place' {
            # The machine's own state directory, so that the relocation can be reverted after this.
            $env:SMPCTL_STATE_DIR = $null
            $env:SMPCTL_SETTINGS = $null
            $watch = {
                'settings: ' + (Invoke-Smpctl @('relocation', 'settings', 'show')).Out
                'shares: ' + ((Get-SmbShare | Where-Object { $_.Name -like 'PkgSvrHost*' } | ForEach-Object { "$($_.Name) = $($_.Path)" }) -join '; ')
                'registry: ' + ((& reg.exe query 'HKLM\SOFTWARE\Altiris\Altiris Agent\Package Server' /s 2>&1) -join ' | ')
                'new store: ' + ((Get-ChildItem -LiteralPath $AgentStoreTo -Force -ErrorAction SilentlyContinue | ForEach-Object { "$($_.Name) $($_.Attributes) $($_.LastWriteTimeUtc.ToString('s'))" }) -join '; ')
            }
            (& $watch) | ForEach-Object { Write-Fact "before: $_" }
            $said = Invoke-Smpctl @('relocation', 'run', '--to', $AgentStoreTo, '--no-wait', '--stop-agent', '--yes') @(0, 4)
            Write-Fact "run: $($said.Out)"
            (& $watch) | ForEach-Object { Write-Fact "after: $_" }
            [void] (Invoke-Smpctl @('agent', 'update', '--inventory'))
            Start-Sleep -Seconds 600
            (& $watch) | ForEach-Object { Write-Fact "ten minutes after the agent fetched its policies: $_" }
            Write-Fact 'undo it with `smpctl relocation revert --stop-agent`'
        }
    }
} catch {
    [void] $script:Results.Add([pscustomobject] @{ Test = 'preparation'; Outcome = 'FAIL'; Why = "$($_.Exception.Message) (line $($_.InvocationInfo.ScriptLineNumber))" })
    Write-Host "FAIL  $($_.Exception.Message)"
} finally {
    if (-not $Keep) {
        Remove-TestVolumes
        Remove-Item -LiteralPath $Work -Recurse -Force -ErrorAction SilentlyContinue
    }
}

$failed = @($script:Results | Where-Object { $_.Outcome -ne 'pass' })
Write-Host ''
Write-Host "What was found:"
$script:Facts | ForEach-Object { Write-Host "  $_" }
Write-Host "$($script:Results.Count) tests, $($failed.Count) failed"
$failed | ForEach-Object { Write-Host "  $($_.Test): $($_.Why)" }
exit $(if ($failed.Count) { 1 } else { 0 })
