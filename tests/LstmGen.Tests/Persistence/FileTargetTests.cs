using System.Diagnostics;
using LstmGen.Persistence;

namespace LstmGen.Tests.Persistence;

/// <summary>What a path may lead to: files through links of every kind, and nothing but regular files. All errors name the path that was given.</summary>
[Collection(nameof(FileTargetTests))]
[CollectionDefinition(nameof(FileTargetTests), DisableParallelization = true)]
public sealed class FileTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Links { get; } = new()
    {
        // The links, each name=target, and where "link" leads.
        { "link=real", "real" },
        { "link=sub/real", "sub/real" },
        { "link=second;second=sub/third;sub/third=real", "sub/real" },
        { "sub/third=../real;link=sub/third", "real" },
        { "away=sub/deep;link=away/../real", "sub/real" },
        { "link=./sub/../real", "real" },
        { "link={folder}/sub/real", "sub/real" },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Links_are_followed(string links, string real)
    {
        RequireLinks();
        Directory.CreateDirectory(At("sub/deep"));
        MakeLinks(links);
        foreach (bool exists in new[] { false, true })
        {
            if (exists) File.WriteAllText(At(real), "old");
            string[] before = Entries();
            AtomicFile.Write(At("link"), stream => stream.Write("new"u8));
            Assert.Equal("new", File.ReadAllText(At(real)));
            Assert.NotNull(new FileInfo(At("link")).LinkTarget);
            Assert.Equal([.. before.Append(At(real)).Distinct().Order(StringComparer.Ordinal)], Entries());
        }
    }

    /// <summary>A bare name is of the current folder, and so is what it links to. No other test runs meanwhile: the folder is the process's.</summary>
    [Theory]
    [InlineData("link", "real")]
    [InlineData("sub/link", "sub/real")]
    [InlineData("real", "real")]
    public void Relative_paths_are_of_the_current_folder(string path, string real)
    {
        RequireLinks();
        Directory.CreateDirectory(At("sub"));
        MakeLinks("link=real;sub/link=real");
        string current = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = _folder;
            AtomicFile.Write(path, stream => stream.Write("new"u8));
        }
        finally
        {
            Environment.CurrentDirectory = current;
        }

        Assert.Equal("new", File.ReadAllText(At(real)));
        Assert.False(File.Exists("/real"));
    }

    [Theory]
    [InlineData("link=link")]
    [InlineData("link=second;second=third;third=link")]
    [InlineData("link=sub/x;sub=link")]
    public void Circles_are_refused(string links)
    {
        RequireLinks();
        MakeLinks(links);
        string[] before = Entries();
        Assert.Contains(At("link"), Assert.Throws<IOException>(() => AtomicFile.Write(At("link"), Fail)).Message);
        Assert.Equal(before, Entries());
    }

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(At("sub"));
        foreach (string path in new[] { At("sub"), At("sub") + "/", At("other/"), _folder, "/" })
        {
            Assert.Contains($"'{path}'", Assert.Throws<IOException>(() => AtomicFile.Write(path, Fail)).Message);
        }

        RequireLinks();
        MakeLinks("link=sub;dangling=nowhere/file");
        Assert.Contains($"'{At("link")}'", Assert.Throws<IOException>(() => AtomicFile.Write(At("link"), Fail)).Message);
        Assert.Contains($"'{At("dangling")}'", Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(At("dangling"), Fail)).Message);
        Assert.Contains($"'{At("no/file")}'", Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(At("no/file"), Fail)).Message);
    }

    [Theory]
    [InlineData("/dev/null", "a device")]
    [InlineData("/dev/full", "a device")]
    [InlineData("pipe", "a pipe")]
    [InlineData("to-null", "a device")]
    [InlineData("to-pipe", "a pipe")]
    public void Devices_and_pipes_are_refused(string path, string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices have other names elsewhere.");
        Run("mkfifo", At("pipe"));
        MakeLinks("to-null=/dev/null;to-pipe=pipe");
        string full = path.StartsWith('/') ? path : At(path);
        string[] before = Entries();
        string message = Assert.Throws<IOException>(() => AtomicFile.Write(full, Fail)).Message;
        Assert.Contains($"'{full}', which is {kind}", message);
        Assert.Equal(before, Entries());
    }

    [Fact]
    public void A_read_only_file_is_refused()
    {
        string path = At("file");
        File.WriteAllText(path, "old");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Contains($"'{path}'", Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, Fail)).Message);
        Assert.Equal("old", File.ReadAllText(path));
        File.SetAttributes(path, FileAttributes.Normal);
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
    }

    /// <summary>While it is written, the new file is no more open to others than the old one.</summary>
    [Fact]
    public void The_permissions_hold_from_the_beginning()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        foreach (UnixFileMode mode in new[] { UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherWrite })
        {
            string path = At($"file{(int)mode}");
            File.WriteAllText(path, "old");
            File.SetUnixFileMode(path, mode);
            AtomicFile.Write(path, stream =>
            {
                string beside = Assert.Single(Directory.GetFiles(_folder, $"{Path.GetFileName(path)}.*.tmp"));
                Assert.Equal(default, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(beside) & ~mode);
                stream.Write("new"u8);
            });
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }

    /// <summary>A full disk: the message is the system's, about the path that was given.</summary>
    [Fact]
    public void A_full_disk_is_told_of_the_path()
    {
        string path = At("file");
        File.WriteAllText(path, "old");
        IOException error = Assert.Throws<IOException>(() => AtomicFile.Write(path, _ =>
        {
            string beside = Assert.Single(Directory.GetFiles(_folder, "file.*.tmp"));
            throw new IOException($"No space left on device : '{beside}'", 28);
        }));
        Assert.Contains($"No space left on device : '{path}'", error.Message);
        Assert.DoesNotContain(".tmp", error.ToString());
        Assert.Equal(28, error.HResult);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Entries());
    }

    /// <summary>What the content throws, such as of a vocabulary, comes as it is.</summary>
    [Fact]
    public void Errors_of_the_content_are_not_changed()
    {
        InvalidDataException thrown = new("of the content");
        Assert.Same(thrown, Assert.Throws<InvalidDataException>(() => AtomicFile.Write(At("file"), _ => throw thrown)));
        Assert.Empty(Entries());
    }

    private static void Fail(Stream stream) => Assert.Fail("Nothing is to be written.");

    private static void RequireLinks() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");

    private static void Run(string program, string argument)
    {
        using Process process = Process.Start(program, [argument]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void MakeLinks(string links)
    {
        foreach (string[] link in links.Replace("{folder}", _folder).Split(';').Select(text => text.Split('=')))
        {
            File.CreateSymbolicLink(At(link[0]), link[1]);
        }
    }

    private string At(string name) => $"{_folder}/{name}";

    private string[] Entries() => [.. Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
