using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;
using PureHDF;

namespace LstmGen.Import.Tests.Containers;

/// <summary>Our reader of HDF5 beside another library's, on files of others and on files that the other writes.</summary>
public sealed class Hdf5Tests
{
    [Theory]
    [InlineData("keras21-lstm.h5")]
    [InlineData("keras21-gru.h5")]
    public void Every_dataset_and_text_is_what_another_reader_finds(string name)
    {
        byte[] bytes = File.ReadAllBytes(SharedModels.Find(name));
        Hdf5File ours = Hdf5File.Open(bytes, name);
        using var theirs = H5File.Open(new MemoryStream(bytes));
        Assert.Equal(theirs.Attribute("model_config").Read<string>(), ours.Root.Text("model_config"));
        int count = Compare(theirs, ours.Root);
        Assert.True(count >= 8, $"{count} datasets");
        Assert.Equal(count, ours.Root.Datasets().Count());
    }

    [Fact]
    public void The_weights_in_an_archive_are_what_another_reader_finds()
    {
        var entries = new ZipEntries(File.ReadAllBytes(SharedModels.Find("lstm_model.keras")), "lstm_model.keras");
        byte[] bytes = entries.Read("model.weights.h5").ToArray();
        using var theirs = H5File.Open(new MemoryStream(bytes));
        Assert.True(Compare(theirs, Hdf5File.Open(bytes, "weights").Root) >= 10);
    }

    [Fact]
    public void Chunks_that_are_shuffled_and_compressed_are_read()
    {
        float[] values = [.. Enumerable.Range(0, 37 * 23).Select(i => MathF.Sin(i))];
        float[,] matrix = new float[37, 23];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(float));
        var file = new H5File { ["plain"] = matrix, ["group"] = new H5Group { ["numbers"] = new long[] { 1, -2, 3 }, ["doubles"] = new[] { 0.5, -1e300 } } };
        using var stream = new MemoryStream();
        file.Write(stream);
        Hdf5File read = Hdf5File.Open(stream.ToArray(), "written");
        FileTensor tensor = read.Root.Find("plain")!.ReadTensor();
        Assert.Equal([37, 23], tensor.Shape);
        Assert.Equal(values, tensor.ToFloats());
        Assert.Equal([1L, -2L, 3L], read.Root.Find("group/numbers")!.ReadTensor().ToIntegers());
        Assert.Equal(-1e300, read.Root.Find("group/doubles")!.ReadTensor().ReadAt(1));
    }

    private static int Compare(IH5Group theirs, Hdf5Object ours)
    {
        int count = 0;
        foreach (IH5Object child in theirs.Children())
        {
            Hdf5Object found = ours.Find(child.Name)!;
            Assert.NotNull(found);
            if (child is IH5Group group)
            {
                count += Compare(group, found);
            }
            else if (child is IH5Dataset dataset && dataset.Type.Class == H5DataTypeClass.FloatingPoint)
            {
                FileTensor tensor = found.ReadTensor();
                Assert.Equal(dataset.Space.Dimensions.Select(size => (int)size), tensor.Shape);
                Assert.Equal(dataset.Space.Dimensions.Length == 0 ? [dataset.Read<float>()] : dataset.Read<float[]>(), tensor.ToFloats());
                count++;
            }
            else
            {
                count++;
            }
        }

        return count;
    }
}
