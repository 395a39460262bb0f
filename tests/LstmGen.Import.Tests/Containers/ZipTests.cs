using System.IO.Compression;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Tests.Containers;

/// <summary>Our reader of zip archives on those that the framework writes.</summary>
public sealed class ZipTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression, "")]
    [InlineData(CompressionLevel.SmallestSize, "")]
    [InlineData(CompressionLevel.NoCompression, "a comment behind the directory")]
    public void What_the_framework_writes_is_read(CompressionLevel level, string comment)
    {
        var random = new Random(4);
        var files = Enumerable.Range(0, 20).ToDictionary(i => $"folder/file{i}", i => Enumerable.Range(0, i * 37).Select(_ => (byte)random.Next(i + 2)).ToArray());
        byte[] archive = Write(files, level, comment);
        var entries = new ZipEntries(archive, "archive");
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), entries.Names.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(file.Value, entries.Read(file.Key).ToArray()));
    }

    [Fact]
    public void What_would_become_much_larger_than_its_archive_is_refused()
    {
        byte[] archive = Write(new() { ["zeros"] = new byte[20_000_000] }, CompressionLevel.SmallestSize, "");
        Assert.True(archive.Length < 100_000);
        Assert.Contains("much larger", Assert.Throws<InvalidDataException>(() => new ZipEntries(archive, "archive").Read("zeros")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stored_files_take_no_memory_of_their_own()
    {
        byte[] archive = Write(new() { ["weights"] = new byte[3_000_000] }, CompressionLevel.NoCompression, "");
        var entries = new ZipEntries(archive, "archive");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(3_000_000, entries.Read("weights").Length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
    }

    private static byte[] Write(Dictionary<string, byte[]> files, CompressionLevel level, string comment)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = comment;
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }
}
