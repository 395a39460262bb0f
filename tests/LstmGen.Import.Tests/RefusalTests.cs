using LstmGen.Compiler;

namespace LstmGen.Import.Tests;

/// <summary>What is refused, and what the message says.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_pickle_that_calls_a_function_is_refused_by_name_and_nothing_runs()
    {
        SequenceModel model = Small();
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => model.LoadTorch(SharedModels.Find("torch-calls-function.pt")));
        Assert.Contains("getcwd', a class or a function", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing of it was run", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_module_is_refused_by_its_class()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Small().LoadTorch(SharedModels.Find("torch-whole-module.pt")));
        Assert.Contains("__main__.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("state_dict", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_shape_than_declared_are_refused()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => FileImporter.Read(SharedModels.Find("rtneural-bad-lstm.json")));
        Assert.Contains("kernel", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pointer_of_git_lfs_is_called_one()
    {
        byte[] pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"u8.ToArray();
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => FileImporter.Read(pointer, "model.keras"));
        Assert.Contains("Git LFS pointer", refused.Message, StringComparison.Ordinal);
        Assert.Contains("12345", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_said_in_both_names_and_changes_nothing()
    {
        SequenceModel model = Small();
        float[] before = model.Parameters.Values.ToArray();
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => model.LoadTorch(SharedModels.Find("torch-lstm2-fc.pt")));
        Assert.Contains("lstm.kernel [1, 16]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("weight_ih_l0", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Values.ToArray());
    }

    private static SequenceModel Small() => ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 4 }, new LstmAttribute(4), new DenseAttribute(1)));
}
