namespace LstmGen.Generator.Tests;

/// <summary>Sizes, rates and shapes: the argument is underlined, and the message says what is allowed.</summary>
public sealed class ShapeDiagnosticsTests
{
    [Theory]
    [InlineData("LookBack = 0", "LSTMGEN012 on \"LookBack = 0\": 'LookBack' is 0; choose 1 to 100000")]
    [InlineData("LookBack = -5", "LSTMGEN012 on \"LookBack = -5\": 'LookBack' is -5; choose 1 to 100000")]
    [InlineData("LookBack = 100_001", "LSTMGEN012 on \"LookBack = 100_001\": 'LookBack' is 100001; choose 1 to 100000")]
    [InlineData("LookBack = 2, Features = 0", "LSTMGEN012 on \"Features = 0\": 'Features' is 0; choose 1 to 65536")]
    [InlineData("LookBack = 2, StackBudget = -1", "LSTMGEN012 on \"StackBudget = -1\": 'StackBudget' is -1; choose 0 to 262144")]
    public async Task An_option_of_the_model_out_of_range(string options, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel({options})] [Lstm(3)] [Dense(1)] public partial class M;"));

    [Theory]
    [InlineData("[Lstm(0)] [Dense(1)]", "LSTMGEN012 on \"0\": 'units' is 0; choose 1 to 4096")]
    [InlineData("[Lstm(units: 4_097)] [Dense(1)]", "LSTMGEN012 on \"units: 4_097\": 'units' is 4097; choose 1 to 4096")]
    [InlineData("[Lstm(3)] [Dense(65_537)]", "LSTMGEN012 on \"65_537\": 'units' is 65537; choose 1 to 65536")]
    [InlineData("[Dropout(0.5)]", "LSTMGEN015 on \"Dropout(0.5)\": Layer [Dropout] cannot stand here: the model has nothing to train; put a layer with weights before it, for example [Lstm(50)]")]
    [InlineData("[Lstm(3)] [Dropout(1)] [Dense(1)]", "LSTMGEN018 on \"1\": 'rate' is 1; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3)] [Dropout(-0.5)] [Dense(1)]", "LSTMGEN018 on \"-0.5\": 'rate' is -0.5; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3)] [Dropout(double.NaN)] [Dense(1)]", "LSTMGEN018 on \"double.NaN\": 'rate' is NaN; choose a share from 0 up to but not including 1, for example 0.2")]
    public async Task An_argument_of_a_layer_out_of_range(string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));

    [Theory]
    [InlineData("[Dense(3)] [Lstm(3)] [Dense(1)]")]
    [InlineData("[Lstm(3)] [Dense(2)] [Lstm(3)]")]
    [InlineData("[Lstm(3, ReturnSequences = true)]")]
    [InlineData("[Dropout(0)] [Lstm(3, Bidirectional = true)] [Dropout(0.5)] [Dense(2)] [Dense(1)]")]
    public async Task Layers_that_may_follow_each_other(string layers) =>
        Assert.Empty(await Reported.ByRules($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));

    [Fact]
    public async Task Code_that_uses_a_broken_model_raises_no_errors_of_its_own()
    {
        const string use = """

            public static class Use
            {
                public static float Of(M model, float[] window)
                {
                    M.State state = default;
                    model.Step(ref state, window.AsSpan(0, 1), window);
                    model.Predict(window, window);
                    return model.Step(ref state, 1f) + new M(seed: 42).Predict(window) + model.Parameters.Count;
                }
            }
            """;
        Assert.StartsWith(
            "LSTMGEN012", Assert.Single(await Reported.For("using System; [LstmModel(LookBack = 4)] [Lstm(0)] [Dense(1)] public partial class M;" + use)), StringComparison.Ordinal);
        Assert.Empty(await Reported.For("using System; [LstmModel(LookBack = 4)] [Lstm(2)] [Dense(1)] public partial class M;" + use));
    }
}
