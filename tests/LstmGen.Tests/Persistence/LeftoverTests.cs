using System.Diagnostics;
using LstmGen.Persistence;

namespace LstmGen.Tests.Persistence;

/// <summary>What killed saves left beside a file: the next save of the same file clears it, and nothing else.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_next_save_clears_them()
    {
        string[] ours = ["model.st.abcdefgh.i2k.tmp", "model.st.00000000.000.tmp"];
        string[] others =
        [
            "model.st.tmp", "model.st.backup.tmp", "model.st.ABCDEFGH.ijk.tmp", "model.st.abcdefgh.ijk", "model.st.abcdefgh.ijk.tmp.old", "other.st.abcdefgh.ijk.tmp",
            "xmodel.st.abcdefgh.ijk.tmp", "model.st2.abcdefgh.ijk.tmp", "model.st.abcdefghi.jk.tmp", "model-st.abcdefgh.ijk.tmp",
        ];
        Array.ForEach([.. ours, .. others], name => File.WriteAllText(At(name), "half"));
        Directory.CreateDirectory(At("model.st.aaaaaaaa.aaa.tmp"));
        AtomicFile.Write(At("model.st"), stream => stream.Write("new"u8));
        Assert.Equal(
            [.. others.Append("model.st").Append("model.st.aaaaaaaa.aaa.tmp").Order(StringComparer.Ordinal)],
            [.. Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Names that mean something to whoever searches folders.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("m?del")]
    [InlineData("[a]")]
    [InlineData(" ")]
    [InlineData("模型")]
    public void Names_are_not_patterns(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        File.WriteAllText(At("model.abcdefgh.ijk.tmp"), "another's");
        File.WriteAllText(At($"{name}.abcdefgh.ijk.tmp"), "ours");
        AtomicFile.Write(At(name), stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(At(name)));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
        Assert.True(File.Exists(At("model.abcdefgh.ijk.tmp")));
    }

    /// <summary>A link's leftovers lie beside the file that it leads to.</summary>
    [Fact]
    public void Leftovers_beside_the_end_of_a_link_are_cleared()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Directory.CreateDirectory(At("sub"));
        File.CreateSymbolicLink(At("link"), "sub/real");
        File.WriteAllText(At("sub/real.abcdefgh.ijk.tmp"), "half");
        AtomicFile.Write(At("link"), stream => stream.Write("new"u8));
        Assert.Equal([At("sub/real")], Directory.GetFiles(At("sub")));
    }

    /// <summary>A save that is running is not a leftover: a second one of the same file, from within, leaves it.</summary>
    [Fact]
    public void A_save_that_runs_is_left_alone()
    {
        AtomicFile.Write(At("file"), outer =>
        {
            outer.Write("outer"u8);
            outer.Flush();
            AtomicFile.Write(At("file"), inner => inner.Write("inner"u8));
            Assert.Equal("inner", File.ReadAllText(At("file")));
        });
        Assert.Equal("outer", File.ReadAllText(At("file")));
        Assert.Equal([At("file")], Directory.GetFiles(_folder));
    }

    /// <summary>What another process holds is being written; what a killed one held is not.</summary>
    [Fact]
    public void A_save_of_another_process_is_left_alone_until_it_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "There is no flock here.");
        string beside = At("file.abcdefgh.ijk.tmp");
        File.WriteAllText(beside, "half");
        using (Process other = Process.Start("/usr/bin/flock", ["--no-fork", beside, "sleep", "600"]))
        {
            try
            {
                Assert.True(SpinWait.SpinUntil(() => IsHeld(beside), TimeSpan.FromMinutes(1)), "Nobody holds the file.");
                AtomicFile.Write(At("file"), stream => stream.Write("new"u8));
                Assert.True(File.Exists(beside));
            }
            finally
            {
                other.Kill();
                other.WaitForExit();
            }
        }

        AtomicFile.Write(At("file"), stream => stream.Write("newer"u8));
        Assert.Equal([At("file")], Directory.GetFiles(_folder));
    }

    /// <summary>Many at once, each clearing what the others might have left: all succeed, and one of them stays.</summary>
    [Fact]
    public void Many_saves_at_once_all_succeed()
    {
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => AtomicFile.Write(At("file"), stream => stream.Write(new byte[1_000 + i])));
        Assert.InRange(new FileInfo(At("file")).Length, 1_000, 1_399);
        Assert.Equal([At("file")], Directory.GetFiles(_folder));
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private string At(string name) => $"{_folder}/{name}";
}
