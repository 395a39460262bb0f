using LstmGen.Persistence;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Persistence;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_survives_the_file()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        RuleModel saved = SaveAndLoadTests.TrainedModel();
        saved.Save(path);
        saved.Save(path);
        RuleModel loaded = SaveAndLoadTests.Model();
        loaded.Load(path);

        Assert.Equal(saved.MutableParameters.ToArray(), loaded.MutableParameters.ToArray());
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_error_names_the_file()
    {
        string path = Path.Combine(_folder, "broken.safetensors");
        File.WriteAllText(path, "not a model at all");

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => SaveAndLoadTests.Model().Load(path)).Message);
        Assert.Throws<FileNotFoundException>(() => SaveAndLoadTests.Model().Load(Path.Combine(_folder, "none")));
        Assert.ThrowsAny<IOException>(() => SaveAndLoadTests.Model().Save(Path.Combine(_folder, "no", "such", "folder")));
    }

    /// <summary>Stops after every possible number of bytes: the old content stays, and nothing else.</summary>
    [Fact]
    public void A_write_that_stops_halfway_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "old");
        for (int bytes = 0; bytes < 20; bytes++)
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
            {
                stream.Write(new byte[bytes]);
                throw new IOException("The disk is full.");
            }));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(_folder));
        }
    }

    /// <summary>Until the last moment before the rename, the path holds the old file: a crash there finds it whole.</summary>
    [Fact]
    public void Nothing_touches_the_path_before_all_is_written()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(_folder, "file.*.tmp"));
        });

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_reader_at_any_moment_finds_a_whole_file()
    {
        string path = Path.Combine(_folder, "model");
        RuleModel first = SaveAndLoadTests.TrainedModel();
        RuleModel second = SaveAndLoadTests.Model();
        first.Save(path);
        using CancellationTokenSource stop = new();
        Task<int> reader = Task.Run(() =>
        {
            int reads = 0;
            RuleModel model = SaveAndLoadTests.Model();
            while (!stop.IsCancellationRequested || reads == 0)
            {
                model.Load(path);
                float[] found = model.MutableParameters.ToArray();
                Assert.True(found.AsSpan().SequenceEqual(first.MutableParameters) || found.AsSpan().SequenceEqual(second.MutableParameters));
                reads++;
            }

            return reads;
        });
        for (int i = 0; i < 50; i++)
        {
            (i % 2 == 0 ? second : first).Save(path);
        }

        await stop.CancelAsync();
        Assert.True(await reader > 0);
    }

    [Fact]
    public void A_link_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        string path = Path.Combine(_folder, "real");
        string link = Path.Combine(_folder, "link");
        File.WriteAllText(path, "old");
        File.CreateSymbolicLink(link, path);
        AtomicFile.Write(link, stream => stream.Write("new"u8));

        Assert.Equal("new", File.ReadAllText(path));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void The_mode_of_the_file_stays()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(path, stream => stream.Write("new"u8));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void The_folder_is_flushed_where_the_system_can() => Assert.Equal(!OperatingSystem.IsWindows(), AtomicFile.FlushFolder(_folder));
}
