namespace LstmGen.Generator.Tests;

/// <summary>Sizes, rates and shapes: the argument is underlined, and the message says what is allowed.</summary>
public sealed class ShapeDiagnosticsTests
{
    private const string Quantiles = "; write at least one number above 0 and below 1, each once and ascending, for example 0.1, 0.5, 0.9";

    private const string Weights = "; write one number for each, from 0 on and not all 0";

    [Theory]
    [InlineData("LookBack = 0", "LSTMGEN012 on \"LookBack = 0\": 'LookBack' is 0; choose 1 to 100000")]
    [InlineData("LookBack = -5", "LSTMGEN012 on \"LookBack = -5\": 'LookBack' is -5; choose 1 to 100000")]
    [InlineData("LookBack = 100_001", "LSTMGEN012 on \"LookBack = 100_001\": 'LookBack' is 100001; choose 1 to 100000")]
    [InlineData("LookBack = 2, Features = 0", "LSTMGEN012 on \"Features = 0\": 'Features' is 0; choose 1 to 65536")]
    [InlineData("LookBack = 2, StackBudget = -1", "LSTMGEN012 on \"StackBudget = -1\": 'StackBudget' is -1; choose 0 to 262144")]
    public async Task An_option_of_the_model_out_of_range(string options, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel({options})] [Lstm(3)] [Dense(1)] public partial class M;"));

    [Theory]
    [InlineData("[Lstm(3, Bidirectional = true)] [Dense(1)]", "Lstm(3, Bidirectional = true)", "Lstm", "this layer reads whole windows")]
    [InlineData("[Lstm(3)] [Attention(AttentionScore.Dot)] [Dense(1)]", "Attention(AttentionScore.Dot)", "Attention", "this layer reads whole windows")]
    [InlineData("[Conv1D(2, 3, Padding = Padding.Causal)] [Lstm(3)]", "Conv1D(2, 3, Padding = Padding.Causal)", "Conv1D", "its kernel reads 2 steps before each, which are not carried")]
    [InlineData("[Lstm(3, LearnedInitialState = true)] [Dense(1)]", "Lstm(3, LearnedInitialState = true)", "Lstm", "a stream that goes on has no use for a learned initial state")]
    public async Task A_layer_that_cannot_carry_its_state(string layers, string at, string layer, string why) => Assert.Equal(
        [$"LSTMGEN015 on \"{at}\": Layer [{layer}] cannot stand here: Stateful = true carries states from one window to the next, and {why}; leave out Stateful or that layer"],
        await Reported.For($"[LstmModel(LookBack = 6, Stateful = true)] {layers} public partial class M;"));

    [Theory]
    [InlineData("[Lstm(0)] [Dense(1)]", "LSTMGEN012 on \"0\": 'units' is 0; choose 1 to 4096")]
    [InlineData("[Lstm(units: 4_097)] [Dense(1)]", "LSTMGEN012 on \"units: 4_097\": 'units' is 4097; choose 1 to 4096")]
    [InlineData("[Lstm(3)] [Dense(65_537)]", "LSTMGEN012 on \"65_537\": 'units' is 65537; choose 1 to 65536")]
    [InlineData("[Dropout(0.5)]", "LSTMGEN015 on \"Dropout(0.5)\": Layer [Dropout] cannot stand here: the model has nothing to train; put a layer with weights before it, for example [Lstm(50)]")]
    [InlineData("[Lstm(3)] [Dropout(1)] [Dense(1)]", "LSTMGEN018 on \"1\": 'rate' is 1; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3)] [Dropout(-0.5)] [Dense(1)]", "LSTMGEN018 on \"-0.5\": 'rate' is -0.5; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3)] [Dropout(double.NaN)] [Dense(1)]", "LSTMGEN018 on \"double.NaN\": 'rate' is NaN; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3, Dropout = 1)]", "LSTMGEN018 on \"Dropout = 1\": 'Dropout' is 1; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3, RecurrentDropout = -0.1)]",
        "LSTMGEN018 on \"RecurrentDropout = -0.1\": 'RecurrentDropout' is -0.1; choose a share from 0 up to but not including 1, for example 0.2")]
    [InlineData("[Lstm(3, Projection = 4)]", "LSTMGEN012 on \"Projection = 4\": 'Projection' is 4; choose 0 to 3")]
    [InlineData("[Lstm(3)] [Repeat(0)] [Dense(1)]", "LSTMGEN012 on \"0\": 'times' is 0; choose 1 to 100000")]
    [InlineData("[Lstm(3)] [Last(0)] [Dense(1)]", "LSTMGEN012 on \"0\": 'steps' is 0; choose 1 to 100000")]
    [InlineData("[Lstm(3)] [Residual(layers: 0)] [Dense(1)]", "LSTMGEN012 on \"layers: 0\": 'layers' is 0; choose 1 to 1000")]
    [InlineData("[Lstm(3)] [Activation]", "LSTMGEN014 on \"Activation\": Layer [Activation] does not fit: it names no function; write for example [Activation(Activation.Relu)]")]
    [InlineData("[Lstm(3)] [Activation(Activation.LeakyRelu, NegativeSlope = -0.1)]", "LSTMGEN012 on \"NegativeSlope = -0.1\": 'NegativeSlope' is -0.1; choose 0 to 1000")]
    [InlineData("[Lstm(3)] [Activation(Activation.Elu, Alpha = double.NaN)]", "LSTMGEN012 on \"Alpha = double.NaN\": 'Alpha' is NaN; choose 0 to 1000")]
    [InlineData("[Lstm(3)] [Activation(Activation.Relu, NegativeSlope = 0.1)]",
        "LSTMGEN014 on \"NegativeSlope = 0.1\": Layer [Activation] does not fit: NegativeSlope is a number of Activation.LeakyRelu, and this is Relu; leave NegativeSlope out")]
    [InlineData("[Lstm(3)] [LayerNorm(Epsilon = 0)]", "LSTMGEN012 on \"Epsilon = 0\": 'Epsilon' is 0; choose 1E-12 to 1")]
    [InlineData("[Lstm(3)] [LayerNorm(Epsilon = double.NaN)]", "LSTMGEN012 on \"Epsilon = double.NaN\": 'Epsilon' is NaN; choose 1E-12 to 1")]
    [InlineData("[Lstm(3)] [Attention(AttentionScore.Dot, Heads = 0)]", "LSTMGEN012 on \"Heads = 0\": 'Heads' is 0; choose 1 to 1024")]
    [InlineData("[Lstm(3)] [Attention(AttentionScore.Additive, Units = -1)]", "LSTMGEN012 on \"Units = -1\": 'Units' is -1; choose 0 to 65536")]
    [InlineData("[Lstm(3)] [Gaussian(Targets = 0)]", "LSTMGEN012 on \"Targets = 0\": 'Targets' is 0; choose 1 to 4096")]
    [InlineData("[Lstm(3)] [Gaussian(MinimumSpread = 0)]", "LSTMGEN012 on \"MinimumSpread = 0\": 'MinimumSpread' is 0; choose 1E-06 to 1000000")]
    [InlineData("[Lstm(3)] [Quantiles]", "LSTMGEN019 on \"Quantiles\": The list of [Quantiles] cannot be used: it has none" + Quantiles)]
    [InlineData("[Lstm(3)] [Quantiles(0.1, 1)]", "LSTMGEN019 on \"Quantiles(0.1, 1)\": The list of [Quantiles] cannot be used: number 2 is 1" + Quantiles)]
    [InlineData("[Lstm(3)] [Quantiles(0)]", "LSTMGEN019 on \"Quantiles(0)\": The list of [Quantiles] cannot be used: number 1 is 0" + Quantiles)]
    [InlineData("[Lstm(3)] [Quantiles(double.NaN)]", "LSTMGEN019 on \"Quantiles(double.NaN)\": The list of [Quantiles] cannot be used: number 1 is NaN" + Quantiles)]
    [InlineData("[Lstm(3)] [Quantiles(0.5, 0.1)]", "LSTMGEN019 on \"Quantiles(0.5, 0.1)\": The list of [Quantiles] cannot be used: 0.1 follows 0.5" + Quantiles)]
    [InlineData("[Lstm(3)] [Quantiles(0.5, 0.5)]", "LSTMGEN019 on \"Quantiles(0.5, 0.5)\": The list of [Quantiles] cannot be used: 0.5 comes twice" + Quantiles)]
    [InlineData("[Lstm(3)] [Softmax(3, ClassWeights = [1, 2])]",
        "LSTMGEN020 on \"ClassWeights = [1, 2]\": 'ClassWeights' cannot be used: there are 3 classes and 2 numbers" + Weights)]
    [InlineData("[Lstm(3)] [Softmax(2, ClassWeights = [1, -2])]",
        "LSTMGEN020 on \"ClassWeights = [1, -2]\": 'ClassWeights' cannot be used: number 2 is -2" + Weights)]
    [InlineData("[Lstm(3)] [Sigmoid(2, PositiveWeights = [0, 0])]",
        "LSTMGEN020 on \"PositiveWeights = [0, 0]\": 'PositiveWeights' cannot be used: all numbers are 0" + Weights)]
    [InlineData("[Lstm(3)] [Sigmoid(1, PositiveWeights = [double.NaN])]",
        "LSTMGEN020 on \"PositiveWeights = [double.NaN]\": 'PositiveWeights' cannot be used: number 1 is NaN" + Weights)]
    [InlineData("[Conv1D(0, 3)] [Lstm(3)]", "LSTMGEN012 on \"0\": 'filters' is 0; choose 1 to 65536")]
    [InlineData("[Conv1D(8, kernel: 1_025)] [Lstm(3)]", "LSTMGEN012 on \"kernel: 1_025\": 'kernel' is 1025; choose 1 to 1024")]
    [InlineData("[Conv1D(8, 3, Stride = 0)] [Lstm(3)]", "LSTMGEN012 on \"Stride = 0\": 'Stride' is 0; choose 1 to 100000")]
    [InlineData("[Conv1D(8, 3, Dilation = -1)] [Lstm(3)]", "LSTMGEN012 on \"Dilation = -1\": 'Dilation' is -1; choose 1 to 100000")]
    [InlineData("[Conv1D(8, 3, Padding = (Padding)7)] [Lstm(3)]",
        "LSTMGEN013 on \"Padding = (Padding)7\": 'Padding' is 7, which is no member of 'Padding'; choose Valid, Same, Causal, KerasSame")]
    [InlineData("[MaxPool1D(0)] [Lstm(3)]", "LSTMGEN012 on \"0\": 'size' is 0; choose 1 to 100000")]
    [InlineData("[AveragePool1D(2, Stride = -1)] [Lstm(3)]", "LSTMGEN012 on \"Stride = -1\": 'Stride' is -1; choose 0 to 100000")]
    [InlineData("[Lstm(3)] [Attention((AttentionScore)9)]",
        "LSTMGEN013 on \"(AttentionScore)9\": 'score' is 9, which is no member of 'AttentionScore'; choose Additive, Dot, General")]
    public async Task An_argument_of_a_layer_out_of_range(string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));

    [Theory]
    [InlineData("[Lstm(3, ReturnSequences = true)] [Repeat(2)]",
        "LSTMGEN014 on \"Repeat(2)\": Layer [Repeat] does not fit: it repeats one vector, and what comes before it passes on 4 steps × 3; end the sequence with an [Lstm] without ReturnSequences or with [Attention]")]
    [InlineData("[Residual] [Lstm(3)]",
        "LSTMGEN015 on \"Residual\": Layer [Residual] cannot stand here: it goes around 1 layer, and none stands before it; move it below the layers it goes around")]
    [InlineData("[Dense(1)] [Residual(2)]",
        "LSTMGEN015 on \"Residual(2)\": Layer [Residual] cannot stand here: it goes around 2 layers, and one stands before it; choose 1")]
    [InlineData("[Dense(3)] [Residual]",
        "LSTMGEN014 on \"Residual\": Layer [Residual] does not fit: it adds what [Dense] reads, 4 steps × 1, to what [Dense] passes on, 4 steps × 3, and both must be the same; [Dense(3)] before [Dense] makes the widths equal")]
    [InlineData("[Dense(3)] [Lstm(3)] [Residual]",
        "LSTMGEN014 on \"Residual\": Layer [Residual] does not fit: it adds what [Lstm] reads, 4 steps × 3, to what [Lstm] passes on, 3, and both must be the same; ReturnSequences = true on [Lstm] keeps its steps")]
    [InlineData("[Lstm(6)] [Attention(AttentionScore.General, Heads = 4)]",
        "LSTMGEN014 on \"Heads = 4\": Layer [Attention] does not fit: 4 heads cannot share 6 values a step evenly; choose one of 1, 2, 3, 6")]
    [InlineData("[Lstm(6)] [Attention(AttentionScore.Dot, Units = 4)]",
        "LSTMGEN014 on \"Units = 4\": Layer [Attention] does not fit: Units is the size of the additive score, and this is the score Dot, which has none; leave Units out")]
    [InlineData("[Conv1D(8, 5)] [Lstm(3)]",
        "LSTMGEN014 on \"5\": Layer [Conv1D] does not fit: a kernel of 5 reads 5 steps, and there are 4; choose a kernel of at most 4, or Padding.Same or Padding.Causal")]
    [InlineData("[Conv1D(8, kernel: 3, Dilation = 2)] [Lstm(3)]",
        "LSTMGEN014 on \"kernel: 3\": Layer [Conv1D] does not fit: a kernel of 3 with a dilation of 2 reads 5 steps, and there are 4; choose a kernel of at most 2, a smaller Dilation, or Padding.Same or Padding.Causal")]
    [InlineData("[MaxPool1D(4)] [Conv1D(8, 2)] [Lstm(3)]",
        "LSTMGEN014 on \"2\": Layer [Conv1D] does not fit: a kernel of 2 reads 2 steps, and there is 1; choose a kernel of at most 1, or Padding.Same or Padding.Causal")]
    [InlineData("[Lstm(3)] [Attention(AttentionScore.Dot)] [Conv1D(8, 1)]",
        "LSTMGEN014 on \"Conv1D(8, 1)\": Layer [Conv1D] does not fit: it slides over the steps of a sequence, and what comes before it passes on one vector of 3 values; move it up, in front of the layer that ends the sequence")]
    [InlineData("[Conv1D(8, 2)] [AveragePool1D(4)] [Lstm(3)]",
        "LSTMGEN014 on \"4\": Layer [AveragePool1D] does not fit: it takes 4 steps at a time, and there are 3; choose a size of at most 3, or Padding.Same")]
    [InlineData("[MaxPool1D(3)] [MaxPool1D] [Lstm(3)]",
        "LSTMGEN014 on \"MaxPool1D\": Layer [MaxPool1D] does not fit: it takes 2 steps at a time, and there is 1; leave [MaxPool1D] out")]
    [InlineData("[Attention(AttentionScore.Dot)] [Dense(6)] [Attention(AttentionScore.Dot)]",
        "LSTMGEN014 on \"Attention(AttentionScore.Dot)\": Layer [Attention] does not fit: it weighs the steps of a sequence, and what comes before it passes on one vector of 6 values; move it up, below the [Lstm] whose steps it shall weigh")]
    [InlineData("[Attention(AttentionScore.Dot)] [Flatten] [Dense(1)]",
        "LSTMGEN014 on \"Flatten\": Layer [Flatten] does not fit: it lays the steps of a sequence side by side, and what comes before it passes on one vector of 1 value already; leave it out")]
    [InlineData("[Lstm(3)] [Attention(AttentionScore.Dot)] [GlobalMaxPool1D]",
        "LSTMGEN014 on \"GlobalMaxPool1D\": Layer [GlobalMaxPool1D] does not fit: it makes one vector of a sequence, and what comes before it passes on one vector of 3 values already; leave it out")]
    [InlineData("[Dense(3)] [Masking] [Lstm(3)]",
        "LSTMGEN015 on \"Masking\": Layer [Masking] cannot stand here: it says which steps of the model's input are padding; move it to the top, above every other layer")]
    [InlineData("[Masking(double.NaN)] [Lstm(3)]", "LSTMGEN012 on \"double.NaN\": 'value' is NaN; choose -3.4028234663852886E+38 to 3.4028234663852886E+38")]
    [InlineData("[Lstm(3)] [Last] [Last(2)]",
        "LSTMGEN014 on \"Last(2)\": Layer [Last] does not fit: it takes the last steps of a sequence, and what comes before it passes on one vector of 3 values; leave it out")]
    [InlineData("[Lstm(3)] [Last(5)] [Dense(1)]", "LSTMGEN014 on \"5\": Layer [Last] does not fit: it takes the last 5 steps, and there are 4; choose at most 4")]
    [InlineData("[Lstm(6, Merge = Merge.Sum)]",
        "LSTMGEN014 on \"Merge = Merge.Sum\": Layer [Lstm] does not fit: Merge joins two directions, and this layer has one; add Bidirectional = true or leave Merge out")]
    [InlineData("[SimpleRnn(6, LastStep = LastStep.OfSequence)]",
        "LSTMGEN014 on \"LastStep = LastStep.OfSequence\": Layer [SimpleRnn] does not fit: LastStep says at which step two directions meet, and this layer has one; add Bidirectional = true or leave LastStep out")]
    [InlineData("[Lstm(6, CoupledGates = true, UnitForgetBias = true)]",
        "LSTMGEN014 on \"UnitForgetBias = true\": Layer [Lstm] does not fit: UnitForgetBias is the start of the forget gate's bias, and with CoupledGates, where f = 1 − i, that gate has none; leave one of the two out")]
    public async Task Layers_that_may_not_follow_each_other(string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));

    [Theory]
    [InlineData("[Conv2D(2, 6)] [Flatten] [Lstm(3)]",
        "LSTMGEN014 on \"6\": Layer [Conv2D] does not fit: it reads 6 × 6 points at a time, and a picture is 5 × 8 × 3; choose 5 or less, or Padding = Padding.Same")]
    [InlineData("[Conv2D(2, 3)] [MaxPool2D(4)] [Flatten] [Lstm(3)]",
        "LSTMGEN014 on \"4\": Layer [MaxPool2D] does not fit: it reads 4 × 4 points at a time, and a picture is 3 × 6 × 2; choose 3 or less, or Padding = Padding.Same")]
    [InlineData("[Conv2D(2, 3, Padding = Padding.Causal)] [Flatten] [Lstm(3)]",
        "LSTMGEN014 on \"Padding = Padding.Causal\": Layer [Conv2D] does not fit: Padding.Causal looks back in time, and a picture has none; write Padding.Same or Padding.Valid")]
    [InlineData("[Conv2D(0, 3)] [Flatten] [Lstm(3)]", "LSTMGEN012 on \"0\": 'filters' is 0; choose 1 to 4096")]
    [InlineData("[Conv2D(2, kernel: 65)] [Flatten] [Lstm(3)]", "LSTMGEN012 on \"kernel: 65\": 'kernel' is 65; choose 1 to 64")]
    [InlineData("[Conv2D(2, 3, Stride = 0)] [Flatten] [Lstm(3)]", "LSTMGEN012 on \"Stride = 0\": 'Stride' is 0; choose 1 to 1024")]
    [InlineData("[Conv2D(2, 3, DilationWidth = -1)] [Flatten] [Lstm(3)]", "LSTMGEN012 on \"DilationWidth = -1\": 'DilationWidth' is -1; choose 0 to 1024")]
    [InlineData("[Conv2D(2, 3, KernelWidth = 65)] [Flatten] [Lstm(3)]", "LSTMGEN012 on \"KernelWidth = 65\": 'KernelWidth' is 65; choose 0 to 64")]
    [InlineData("[Conv2D(2, 3, Dilation = 3)] [Flatten] [Lstm(3)]",
        "LSTMGEN014 on \"3\": Layer [Conv2D] does not fit: it reads 7 × 7 points at a time, and a picture is 5 × 8 × 3; choose 5 or less, or Padding = Padding.Same")]
    [InlineData("[MaxPool2D(2, Padding = Padding.Causal)] [Flatten] [Lstm(3)]",
        "LSTMGEN014 on \"Padding = Padding.Causal\": Layer [MaxPool2D] does not fit: Padding.Causal looks back in time, and a picture has none; write Padding.Same or Padding.Valid")]
    [InlineData("[AveragePool2D(0)] [Flatten] [Lstm(3)]", "LSTMGEN012 on \"0\": 'size' is 0; choose 1 to 1024")]
    [InlineData("[Conv2D(2, 3)] [Lstm(3)]",
        "LSTMGEN014 on \"Lstm(3)\": Layer [Lstm] does not fit: it reads plain values, and each step is a picture of 3 × 6 × 2; write [Flatten] before it")]
    [InlineData("[Conv2D(2, 3)]",
        "LSTMGEN014 on \"Conv2D(2, 3)\": Layer [Conv2D] does not fit: the model would put out a picture of 3 × 6 × 2; write [Flatten] and a layer such as [Lstm(50)] or [Dense(1)] after it")]
    [InlineData("[Flatten] [Conv2D(2, 3)]",
        "LSTMGEN014 on \"Conv2D(2, 3)\": Layer [Conv2D] does not fit: it reads pictures, and what comes before it passes on 4 steps × 120; move it up, above [Flatten]")]
    [InlineData("[Flatten] [Lstm(3)] [MaxPool2D]",
        "LSTMGEN014 on \"MaxPool2D\": Layer [MaxPool2D] does not fit: it reads pictures, and what comes before it passes on one vector of 3 values; move it up, above [Flatten]")]
    public async Task Layers_that_do_not_fit_pictures(string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel(LookBack = 4, Height = 5, Width = 8, Channels = 3)] {layers} public partial class M;"));

    [Theory]
    [InlineData("[Conv2D(2, 3)] [Flatten] [Lstm(3)]",
        "LSTMGEN014 on \"Conv2D(2, 3)\": Layer [Conv2D] does not fit: it reads pictures, and what comes before it passes on 4 steps × 6; write Height and Width instead of Features in [LstmModel]")]
    [InlineData("[Lstm(3)] [Conv2D(2, 3)]",
        "LSTMGEN014 on \"Conv2D(2, 3)\": Layer [Conv2D] does not fit: it reads pictures, and what comes before it passes on one vector of 3 values; move it to the top, and write Height and Width instead of Features in [LstmModel]")]
    public async Task Layers_that_want_pictures(string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel(LookBack = 4, Features = 6)] {layers} public partial class M;"));

    [Theory]
    [InlineData("[Dense(3)] [Lstm(3)] [Dense(1)]")]
    [InlineData("[Lstm(3)] [Repeat(2)] [Lstm(3)] [LayerNorm] [Residual(2)] [Lstm(2)]")]
    [InlineData("[Lstm(3)] [Dense(2)] [Lstm(3)]")]
    [InlineData("[Conv1D(8, 4)] [Lstm(3)]")]
    [InlineData("[Conv1D(8, 5, Padding = Padding.Same, Stride = 9)] [Lstm(3)]")]
    [InlineData("[Lstm(5)] [Conv1D(8, 3, Padding = Padding.Causal, Dilation = 2)] [AveragePool1D(3, Stride = 1)] [Lstm(3)] [MaxPool1D(2)] [Dense(1)]")]
    [InlineData("[Lstm(3, ReturnSequences = true)]")]
    [InlineData("[Conv1D(8, 2)] [Last(2)] [Flatten] [Dense(1)]")]
    [InlineData("[Lstm(3)] [GlobalAveragePool1D] [Repeat(2)] [Lstm(3)] [GlobalMaxPool1D] [Dense(1)]")]
    [InlineData("[Dropout(0)] [Lstm(3, Bidirectional = true)] [Dropout(0.5)] [Dense(2)] [Dense(1)]")]
    public async Task Layers_that_may_follow_each_other(string layers) =>
        Assert.Empty(await Reported.ByRules($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));

    [Fact]
    public async Task Padding_that_a_scaler_would_change() => Assert.Equal(
        ["LSTMGEN014 on \"Masking\": Layer [Masking] does not fit: its padding is a value of the input, which a scaler would change; leave Scaling out of [LstmModel], and give windows their lengths or scaled values"],
        await Reported.For("[LstmModel(LookBack = 4, Scaling = Scaling.MinMax)] [Masking] [Lstm(3)] [Dense(1)] public partial class M;"));

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

    [Theory]
    [InlineData("LookBack = 4", "[Embedding(0, 3)]", "LSTMGEN012 on \"0\": 'vocabulary' is 0; choose 1 to 16777216")]
    [InlineData("LookBack = 4", "[Embedding(1, 3, MaskZero = true)]", "LSTMGEN012 on \"1\": 'vocabulary' is 1; choose 2 to 16777216")]
    [InlineData("LookBack = 4", "[Embedding(9, dimension: 0)]", "LSTMGEN012 on \"dimension: 0\": 'dimension' is 0; choose 1 to 65536")]
    [InlineData("LookBack = 4, Features = 3", "[Embedding(9, 3)]",
        "LSTMGEN014 on \"Embedding(9, 3)\": Layer [Embedding] does not fit: a step has 3 values, of which 1 would be read; write Features = 1 in [LstmModel], or an [Embedding] for each column")]
    [InlineData("LookBack = 4, Features = 2", "[Embedding(9, 3)] [Embedding(9, 3, MaskZero = true)]",
        "LSTMGEN015 on \"MaskZero = true\": Layer [Embedding] cannot stand here: MaskZero says which steps are padding, and that is for the first layer to say; write it there, or leave it out")]
    [InlineData("LookBack = 4, Scaling = Scaling.Standard", "[Embedding(9, 3)]",
        "LSTMGEN014 on \"Embedding(9, 3)\": Layer [Embedding] does not fit: it reads token ids, which no scaler may change; leave Scaling = Scaling.Standard out of [LstmModel]")]
    [InlineData("LookBack = 4, Height = 2, Width = 3", "[Embedding(9, 3)]",
        "LSTMGEN014 on \"Embedding(9, 3)\": Layer [Embedding] does not fit: it reads token ids, and each step is a picture of 2 × 3 × 1; write Features instead of Height and Width")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(0, 3, 5, 7)]", "LSTMGEN012 on \"0\": 'vocabulary' is 0; choose 1 to 16777216")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(16_777_217, 3, 5, 7)]", "LSTMGEN012 on \"16_777_217\": 'vocabulary' is 16777217; choose 1 to 16777216")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 0, 5, 7)]", "LSTMGEN012 on \"0\": 'dimension' is 0; choose 1 to 4096")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, dimension: 4_097, 5, 7)]", "LSTMGEN012 on \"dimension: 4_097\": 'dimension' is 4097; choose 1 to 4096")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 0, 7)]", "LSTMGEN012 on \"0\": 'length' is 0; choose 1 to 1024")]
    [InlineData("LookBack = 4, Features = 2000", "[CharacterConv(9, 3, length: 1_025, 7)]", "LSTMGEN012 on \"length: 1_025\": 'length' is 1025; choose 1 to 1024")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 5, -1)]", "LSTMGEN012 on \"-1\": 'filters' is -1; choose 1 to 4096")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 5, filters: 4_097)]", "LSTMGEN012 on \"filters: 4_097\": 'filters' is 4097; choose 1 to 4096")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 5, 7, Kernel = 0)]", "LSTMGEN012 on \"Kernel = 0\": 'Kernel' is 0; choose 1 to 32")]
    [InlineData("LookBack = 4, Features = 50", "[CharacterConv(9, 3, 50, 7, Kernel = 33)]", "LSTMGEN012 on \"Kernel = 33\": 'Kernel' is 33; choose 1 to 32")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 5, 7, Kernel = 6)]",
        "LSTMGEN014 on \"Kernel = 6\": Layer [CharacterConv] does not fit: its filters see 6 characters at a time, and a word has 5; choose a Kernel of at most 5, or a larger length")]
    [InlineData("LookBack = 4, Features = 2", "[CharacterConv(9, 3, 2, 7)]",
        "LSTMGEN014 on \"CharacterConv(9, 3, 2, 7)\": Layer [CharacterConv] does not fit: its filters see 3 characters at a time unless Kernel says otherwise, and a word has 2; choose a Kernel of at most 2, or a larger length")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 5, 7, Activation = (Activation)77)]",
        "LSTMGEN013 on \"Activation = (Activation)77\": 'Activation' is 77, which is no member of 'Activation'; choose Linear, Tanh, Sigmoid, HardSigmoid, LegacyHardSigmoid, Relu, LeakyRelu, Elu, Softplus, Softsign")]
    [InlineData("LookBack = 4, Features = 5", "[CharacterConv(9, 3, 5, 7, EmbeddingsInitializer = (Initializer)99)]",
        "LSTMGEN013 on \"EmbeddingsInitializer = (Initializer)99\": 'EmbeddingsInitializer' is 99, which is no member of 'Initializer'; choose Zeros, Ones, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, Orthogonal, RandomUniform, RandomNormal, TorchUniform")]
    [InlineData("LookBack = 4", "[CharacterConv(9, 3, 5, 7)]",
        "LSTMGEN014 on \"CharacterConv(9, 3, 5, 7)\": Layer [CharacterConv] does not fit: it reads the columns 0 to 4 of each step as token ids, and a step has 1 value; write Features = 5 in [LstmModel]")]
    [InlineData("LookBack = 4, Features = 5", "[Embedding(9, 3)] [CharacterConv(9, 3, 5, 7)]",
        "LSTMGEN014 on \"CharacterConv(9, 3, 5, 7)\": Layer [CharacterConv] does not fit: it reads the columns 1 to 5 of each step as token ids, and a step has 5 values; write Features = 6 in [LstmModel]")]
    [InlineData("LookBack = 4, Features = 7", "[Embedding(9, 3)] [CharacterConv(9, 3, 5, 7)]",
        "LSTMGEN014 on \"CharacterConv(9, 3, 5, 7)\": Layer [CharacterConv] does not fit: a step has 7 values, of which 6 would be read; write Features = 6 in [LstmModel], or an [Embedding] for each column")]
    [InlineData("LookBack = 4, Features = 5, Scaling = Scaling.Standard", "[CharacterConv(9, 3, 5, 7)]",
        "LSTMGEN014 on \"CharacterConv(9, 3, 5, 7)\": Layer [CharacterConv] does not fit: it reads token ids, which no scaler may change; leave Scaling = Scaling.Standard out of [LstmModel]")]
    [InlineData("LookBack = 4, Height = 2, Width = 3", "[CharacterConv(9, 3, 5, 7)]",
        "LSTMGEN014 on \"CharacterConv(9, 3, 5, 7)\": Layer [CharacterConv] does not fit: it reads token ids, and each step is a picture of 2 × 3 × 1; write Features instead of Height and Width")]
    [InlineData("LookBack = 4, Features = 5", "[Lstm(3, ReturnSequences = true)] [CharacterConv(9, 3, 5, 7)]",
        "LSTMGEN015 on \"CharacterConv(9, 3, 5, 7)\": Layer [CharacterConv] cannot stand here: it reads token ids, which only the model's input has; move it to the top, above every other layer")]
    public async Task Token_ids(string model, string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel({model})] {layers} [Lstm(3)] public partial class M;"));

    [Fact]
    public async Task Code_that_gives_tokens_to_a_broken_model_raises_no_errors_of_its_own()
    {
        const string use = """

            public static class Use
            {
                public static float Of(M model, int[] tokens, float[] output)
                {
                    M.State state = default;
                    model.Predict(tokens, output);
                    model.PredictBatch(tokens, [3], output);
                    return model.Step(ref state, 1) + model.Predict(tokens) + model.FitBatch(tokens, output, new Adam());
                }
            }
            """;
        Assert.StartsWith(
            "LSTMGEN012", Assert.Single(await Reported.For("[LstmModel(LookBack = 4)] [Embedding(0, 3)] [Lstm(2)] [Dense(1)] public partial class M;" + use)), StringComparison.Ordinal);
        Assert.Empty(await Reported.For("[LstmModel(LookBack = 4)] [Embedding(9, 3)] [Lstm(2)] [Dense(1)] public partial class M;" + use));
    }

    [Fact]
    public async Task Code_that_reads_the_weights_of_a_broken_model_raises_no_errors_of_its_own()
    {
        const string use = """

            public static class Use
            {
                public static void Of(M model, float[] window)
                {
                    model.Attend(window, window, window);
                    model.Attend(window, 3, window, window);
                }
            }
            """;
        Assert.StartsWith(
            "LSTMGEN012", Assert.Single(await Reported.For("[LstmModel(LookBack = 4)] [Lstm(0)] [Attention(AttentionScore.Dot)] public partial class M;" + use)), StringComparison.Ordinal);
        Assert.Empty(await Reported.For("[LstmModel(LookBack = 4)] [Lstm(2)] [Attention(AttentionScore.Dot)] public partial class M;" + use));
    }
}
