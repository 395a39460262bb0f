namespace LstmGen.Generator.Tests;

/// <summary>What can hardly be meant is warned of, in one place, and nothing else is.</summary>
public sealed class WarningTests
{
    private const string Window = "LstmModel(LookBack = 20)";
    private const string Standard = "LstmModel(LookBack = 20, Scaling = Scaling.Standard)";

    /// <summary>Id, the text that is underlined, and the declaration.</summary>
    public static TheoryData<string, string, string> Doubtful { get; } = new()
    {
        // A recurrent layer last, with whatever passes on its values below it.
        { "LSTMGEN101", "Lstm(50)", $"[{Window}] [Lstm(50)]" },
        { "LSTMGEN101", "Lstm(1)", $"[{Window}] [Lstm(50)] [Lstm(1)]" },
        { "LSTMGEN101", "Lstm(50, ReturnSequences = true)", $"[{Window}] [Lstm(50, ReturnSequences = true)]" },
        { "LSTMGEN101", "Lstm(8, Bidirectional = true)", $"[{Window}] [Dense(4)] [Lstm(8, Bidirectional = true)]" },
        { "LSTMGEN101", "Lstm(8, Peepholes = true)", $"[{Standard}] [Lstm(8, Peepholes = true)]" },
        { "LSTMGEN101", "Lstm(8)", $"[{Window}] [Lstm(8)] [Dropout(0)]" },
        { "LSTMGEN101", "Lstm(8)", "[LstmModel(LookBack = 20, Stateful = true)] [Lstm(8)]" },

        // One value per step.
        { "LSTMGEN102", "ReturnSequences = true", $"[{Window}] [Lstm(50, ReturnSequences = true)] [Dense(1)]" },
        { "LSTMGEN102", "ReturnSequences = true", $"[{Window}] [Lstm(50, ReturnSequences = true)] [Dropout(0.2)] [Dense(1)]" },
        { "LSTMGEN102", "ReturnSequences = true", $"[{Window}] [Lstm(50, ReturnSequences = true)] [Dense(16, Activation = Activation.Relu)] [Dense(1)]" },
        { "LSTMGEN102", "ReturnSequences = true", $"[{Window}] [Lstm(50)] [Lstm(50, Dropout = 0.1, ReturnSequences = true)] [LayerNorm] [Dense(1)]" },
        { "LSTMGEN102", "ReturnSequences = true", $"[{Window}] [Conv1D(8, 3)] [Lstm(50, ReturnSequences = true)] [Dense(1, Activation = Activation.Relu)]" },

        // Noise on the answer.
        { "LSTMGEN103", "Dropout(0.2)", $"[{Window}] [Lstm(50)] [Dense(1)] [Dropout(0.2)]" },
        { "LSTMGEN103", "Dropout(rate: 0.5)", $"[{Window}] [Dense(1)] [Dropout(rate: 0.5)]" },

        // Out of reach of the targets.
        { "LSTMGEN104", "Activation = Activation.Tanh", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.Tanh)]" },
        { "LSTMGEN104", "Activation = Activation.Sigmoid", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.Sigmoid)]" },
        { "LSTMGEN104", "Activation = Activation.HardSigmoid", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.HardSigmoid)]" },
        { "LSTMGEN104", "Activation = Activation.LegacyHardSigmoid", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.LegacyHardSigmoid)]" },
        { "LSTMGEN104", "Activation = Activation.Softsign", $"[{Standard}] [Lstm(50)] [Dense(3, Activation = Activation.Softsign)]" },
        { "LSTMGEN104", "Activation = Activation.Relu", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.Relu)]" },
        { "LSTMGEN104", "Activation = Activation.Softplus", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.Softplus)]" },
        { "LSTMGEN104", "Activation = Activation.Elu", $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.Elu)]" },
        { "LSTMGEN104", "Activation = Activation.Tanh", "[LstmModel(LookBack = 20, Scaling = Scaling.Robust)] [Lstm(50)] [Dense(1, Activation = Activation.Tanh)]" },
        { "LSTMGEN104", "Activation = Activation.Tanh", $"[{Standard}] [Lstm(50, ReturnSequences = true)] [Conv1D(2, 3, Activation = Activation.Tanh)]" },

        // Deeper than what trains.
        { "LSTMGEN105", "Lstm(4)", $"[{Window}] [Lstm(1)] [Lstm(2)] [Lstm(3)] [Lstm(4)] [Dense(1)]" },
        { "LSTMGEN105", "Lstm(4)", $"[{Window}] [Lstm(1)] [Dropout(0.1)] [Lstm(2)] [LayerNorm] [Lstm(3)] [Dense(3, Activation = Activation.Tanh)] [Lstm(4)] [Lstm(5)] [Dense(1)]" },
        { "LSTMGEN105", "Lstm(9)", $"[{Window}] [Lstm(8)] [Lstm(8, ReturnSequences = true)] [Residual] [Lstm(8)] [Lstm(8)] [Lstm(9)] [Dense(1)]" },

        // More dropped than kept.
        { "LSTMGEN106", "0.8", $"[{Window}] [Lstm(50)] [Dropout(0.8)] [Dense(1)]" },
        { "LSTMGEN106", "rate: 0.51", $"[{Window}] [Lstm(50)] [Dropout(rate: 0.51)] [Dense(1)]" },
        { "LSTMGEN106", "Dropout = 0.6f", $"[{Window}] [Lstm(50, Dropout = 0.6f)] [Dense(1)]" },
        { "LSTMGEN106", "RecurrentDropout = 0.75", $"[{Window}] [Lstm(50, RecurrentDropout = 0.75)] [Dense(1)]" },

        // No shares.
        { "LSTMGEN108", "RecurrentActivation = Activation.Relu", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Relu)] [Dense(1)]" },
        { "LSTMGEN108", "RecurrentActivation = Activation.Linear", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Linear)] [Dense(1)]" },
        { "LSTMGEN108", "RecurrentActivation = Activation.Tanh", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Tanh)] [Dense(1)]" },
        { "LSTMGEN108", "RecurrentActivation = Activation.LeakyRelu", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.LeakyRelu)] [Dense(1)]" },
        { "LSTMGEN108", "RecurrentActivation = Activation.Elu", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Elu)] [Dense(1)]" },
        { "LSTMGEN108", "RecurrentActivation = Activation.Softplus", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Softplus)] [Dense(1)]" },
        { "LSTMGEN108", "RecurrentActivation = Activation.Softsign", $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Softsign)] [Dense(1)]" },

        // Without a bound, or of one sign.
        { "LSTMGEN109", "Activation = Activation.Linear", $"[{Window}] [Lstm(50, Activation = Activation.Linear)] [Dense(1)]" },
        { "LSTMGEN109", "Activation = Activation.Relu", $"[{Window}] [Lstm(50, Activation = Activation.Relu)] [Dense(1)]" },
        { "LSTMGEN109", "Activation = Activation.LeakyRelu", $"[{Window}] [Lstm(50, Activation = Activation.LeakyRelu)] [Dense(1)]" },
        { "LSTMGEN109", "Activation = Activation.Elu", $"[{Window}] [Lstm(50, Activation = Activation.Elu)] [Dense(1)]" },
        { "LSTMGEN109", "Activation = Activation.Softplus", $"[{Window}] [Lstm(50, Activation = Activation.Softplus)] [Dense(1)]" },
        { "LSTMGEN109", "Activation = Activation.Sigmoid", $"[{Window}] [Lstm(50, Activation = Activation.Sigmoid)] [Softmax(3)]" },
        { "LSTMGEN109", "Activation = Activation.HardSigmoid", $"[{Window}] [Lstm(50, Activation = Activation.HardSigmoid)] [Softmax(3)]" },

        { "LSTMGEN110", "Dropout(0.3)", $"[{Window}] [Lstm(50)] [Dropout(0.2)] [Dropout(0.3)] [Dense(1)]" },

        { "LSTMGEN111", "Dense(25)", $"[{Window}] [Lstm(50)] [Dense(25)] [Dense(1)]" },
        { "LSTMGEN111", "Activation = Activation.Linear", $"[{Window}] [Lstm(50)] [Dense(25, Activation = Activation.Linear)] [Dense(1)]" },
        { "LSTMGEN111", "Dense(8)", $"[{Window}] [Lstm(4)] [Dense(8)] [Dense(9, Activation = Activation.Tanh)] [Dense(1)]" },

        { "LSTMGEN112", "LookBack = 1", "[LstmModel(LookBack = 1)] [Lstm(50)] [Dense(1)]" },
        { "LSTMGEN112", "LookBack = 1", "[LstmModel(Features = 5, LookBack = 1)] [Dense(4)] [Lstm(50)] [Lstm(50)] [Gaussian]" },
        { "LSTMGEN112", "Lstm(50)", "[LstmModel(LookBack = 8)] [AveragePool1D(8)] [Lstm(50)] [Dense(1)]" },
        { "LSTMGEN112", "LookBack = 1", "[LstmModel(LookBack = 1, Features = 3)] [Attention(AttentionScore.Additive)] [Dense(1)]" },

        { "LSTMGEN113", "LayerNorm", $"[{Window}] [LayerNorm] [Lstm(50)] [Dense(1)]" },
        { "LSTMGEN113", "LayerNorm", $"[{Window}] [Lstm(50)] [Dense(1)] [LayerNorm]" },

        { "LSTMGEN114", "Stateful = true", "[LstmModel(LookBack = 20, Stateful = true)] [Dense(4, Activation = Activation.Tanh)] [Dense(2)]" },
        { "LSTMGEN114", "LastStep = LastStep.OfSequence", "[LstmModel(LookBack = 20)] [Gru(8, Bidirectional = true, LastStep = LastStep.OfSequence)] [Lstm(8)] [Dense(1)]" },
        { "LSTMGEN114", "WeightPrecision = WeightPrecision.BFloat16", "[LstmModel(LookBack = 20, WeightPrecision = WeightPrecision.BFloat16)] [Lstm(8, Peepholes = true)] [Dense(1)]" },
        { "LSTMGEN114", "BiasInitializer = Initializer.Ones", $"[{Window}] [Lstm(8)] [Dense(1, UseBias = false, BiasInitializer = Initializer.Ones)]" },
        { "LSTMGEN114", "Momentum = 0.9", $"[{Window}] [Lstm(8)] [BatchNorm(Momentum = 0.9, Frozen = true)] [Dense(1)]" },
        { "LSTMGEN114", "UnbiasedVariance = true", $"[{Window}] [Lstm(8)] [BatchNorm(FrozenStatistics = true, UnbiasedVariance = true)] [Dense(1)]" },
        { "LSTMGEN114", "FrozenStatistics = true", $"[{Window}] [Lstm(8)] [BatchNorm(FrozenStatistics = true, Frozen = true)] [Dense(1)]" },
        { "LSTMGEN114", "UnitForgetBias = true", $"[{Window}] [Lstm(8, UseBias = false, UnitForgetBias = true)] [Dense(1)]" },
        { "LSTMGEN114", "ReturnSequences = false", $"[{Window}] [Lstm(8, ReturnSequences = false)] [Lstm(8)] [Dense(1)]" },
        { "LSTMGEN114", "ReturnSequences = false", $"[{Window}] [Lstm(8, ReturnSequences = false)] [Dropout(0.1)] [Attention(AttentionScore.General)] [Dense(1)]" },

        { "LSTMGEN115", "Dense(1)", $"[{Window}] [Lstm(8)] [Dense(1)] [Softmax(3)]" },
        { "LSTMGEN115", "Dense(1)", $"[{Window}] [Lstm(8)] [Dense(1)] [Gaussian]" },
        { "LSTMGEN115", "Dense(1)", $"[{Window}] [Lstm(8)] [Dense(1)] [Quantiles(0.1, 0.9)]" },
        { "LSTMGEN115", "Dense(1, Activation = Activation.Tanh)", $"[{Window}] [Lstm(8)] [Dense(1, Activation = Activation.Tanh)] [Dropout(0.1)] [Crf(4)]" },
    };

    /// <summary>What people write, and mean.</summary>
    public static TheoryData<string> Ordinary { get; } =
    [
        $"[{Window}] [Lstm(50)] [Dense(1)]",
        $"[{Window}] [Dense(1)]",
        $"[{Window}] [Lstm(50)] [Lstm(50)] [Lstm(50)] [Dense(1)]",
        $"[{Window}] [Lstm(50, ReturnSequences = true)] [Lstm(50)] [Dense(1)]",
        $"[{Standard}] [Lstm(50, ReturnSequences = true)] [Dropout(0.2)] [Lstm(50)] [Dropout(0.2)] [Dense(25, Activation = Activation.Relu)] [Dense(1)]",
        $"[{Standard}] [Lstm(50)] [Dense(16, Activation = Activation.Tanh)] [Dense(24)]",
        $"[{Standard}] [Lstm(50)] [Dense(1, Activation = Activation.LeakyRelu)]",
        $"[{Standard}] [Lstm(50)] [Dense(4, Activation = Activation.Tanh)] [Gaussian]",
        $"[{Standard}] [Lstm(50)] [Sigmoid(1)]",
        "[LstmModel(LookBack = 20, Scaling = Scaling.MinMax)] [Lstm(50)] [Dense(1, Activation = Activation.Sigmoid)]",
        "[LstmModel(LookBack = 20, Scaling = Scaling.MinMax)] [Lstm(50)] [Dense(1, Activation = Activation.Relu)]",
        "[LstmModel(LookBack = 20)] [Lstm(50)] [Dense(1, Activation = Activation.Sigmoid)]",
        "[LstmModel(LookBack = 20)] [Lstm(50)] [Dense(1, Activation = Activation.Tanh)]",

        // An output at every step that is meant.
        $"[{Window}] [Lstm(50, ReturnSequences = true)] [Softmax(5)]",
        $"[{Window}] [Lstm(50, ReturnSequences = true)] [Sigmoid(1)]",
        $"[{Window}] [Lstm(50, Bidirectional = true, ReturnSequences = true)] [Crf(9)]",
        $"[{Window}] [Lstm(50, ReturnSequences = true)] [Dense(3)]",
        $"[{Window}] [Lstm(50, ReturnSequences = true)] [Gaussian]",
        $"[{Window}] [Lstm(50, ReturnSequences = true)] [Attention(AttentionScore.Additive)] [Dense(1)]",
        "[LstmModel(LookBack = 64, Stateful = true)] [Lstm(16, ReturnSequences = true)] [Dense(1)]",
        $"[{Window}] [Lstm(64)] [Repeat(10)] [Lstm(64, ReturnSequences = true)] [Dense(1)]",
        $"[{Window}] [Lstm(64)] [Lstm(32)] [Repeat(20)] [Lstm(32)] [Lstm(64, ReturnSequences = true)] [Dense(1)]",

        // Deep, with ways around.
        $"[{Window}] [Lstm(8)] [Lstm(8, ReturnSequences = true)] [Residual] [Lstm(8, ReturnSequences = true)] [Residual] [Lstm(8, ReturnSequences = true)] [Residual] [Lstm(8)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Encoder] [Embedding(50, 8)] [Lstm(8)] [Lstm(8)] [Decoder(Steps = 6, Start = 1, Stop = 2)] [Embedding(40, 8)] [Lstm(8)] [Lstm(8)] [Softmax(40)]",

        $"[{Window}] [Lstm(50)] [Dropout(0.5)] [Dense(1)]",
        $"[{Window}] [Lstm(50, Dropout = 0.5, RecurrentDropout = 0.5)] [Dense(1)]",
        $"[{Window}] [Dropout(0.1)] [Lstm(50, Dropout = 0.2)] [Dense(1)]",
        $"[{Window}] [Lstm(50)] [Dropout(0)] [Dropout(0.5)] [Dense(1)]",
        $"[{Window}] [Lstm(50)] [Dense(1)] [Dropout(0)]",
        $"[{Window}] [Lstm(50, RecurrentActivation = Activation.HardSigmoid)] [Dense(1)]",
        $"[{Window}] [Lstm(50, RecurrentActivation = Activation.LegacyHardSigmoid, Activation = Activation.Softsign)] [Dense(1)]",
        $"[{Window}] [Lstm(50, RecurrentActivation = Activation.Sigmoid, Activation = Activation.Tanh)] [Dense(1)]",
        $"[{Window}] [Lstm(64, Projection = 1)]",
        $"[{Window}] [Lstm(512)] [Dense(32)] [Dense(512, Activation = Activation.Relu)] [Dense(1)]",
        $"[{Window}] [Lstm(64)] [Dense(10)] [Softmax(10)]",
        $"[{Window}] [Lstm(64)] [Dense(1)] [Sigmoid(1)]",
        $"[{Window}] [Lstm(1)] [Softmax(3)]",
        "[LstmModel(LookBack = 1, Stateful = true)] [Lstm(50)] [Dense(1)]",
        "[LstmModel(LookBack = 1, Features = 30)] [Dense(8, Activation = Activation.Relu)] [Dense(1)]",
        "[LstmModel(LookBack = 2)] [Lstm(50)] [Dense(1)]",
        $"[{Window}] [Lstm(50)] [LayerNorm] [Dense(1)]",
        $"[{Window}] [Lstm(8, ReturnSequences = false)] [Dense(1)]",
        $"[{Window}] [Lstm(8, UseBias = false)] [Dense(1, UseBias = false)]",
        "[LstmModel(LookBack = 20, WeightPrecision = WeightPrecision.BFloat16)] [Lstm(8)] [Lstm(8, Peepholes = true)] [Dense(1)]",
        "[LstmModel(LookBack = 64, Stateful = true)] [Embedding(96, 128)] [Lstm(64, ReturnSequences = true)] [Dropout(0.1)] [Lstm(64, ReturnSequences = true)] [Softmax(96)]",
        "[LstmModel(LookBack = 12, Height = 16, Width = 16)] [Conv2D(16, 3, Activation = Activation.Relu)] [MaxPool2D(2)] [Flatten] [Lstm(32)] [Softmax(5)]",
        "[LstmModel(LookBack = 20, Features = 32)] [Conv1D(32, 3, Activation = Activation.Relu)] [MaxPool1D(2)] [Lstm(32)] [Dense(1)]",
    ];

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task A_doubtful_declaration_is_warned_of_in_one_place(string id, string place, string declaration)
    {
        string source = declaration + " public partial class M;";
        Assert.Empty(await Reported.ByRules(source));
        Assert.StartsWith($"{id} on \"{place}\": ", Assert.Single(await Reported.Warnings(source)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ordinary))]
    public async Task An_ordinary_declaration_is_not_warned_of(string declaration)
    {
        string source = declaration + " public partial class M;";
        Assert.Empty(await Reported.ByRules(source));
        Assert.Empty(await Reported.Warnings(source));
    }

    [Fact]
    public async Task All_that_is_doubtful_is_said_at_once() => Assert.Equal(
        [
            """LSTMGEN109 on "Activation = Activation.Relu": The values of 'Activation.Relu' are above 0, so the cell of [Lstm] can grow with every step until it overflows; remove Activation, which is tanh then""",
            """LSTMGEN106 on "0.8": 'rate' is 0.8, which sets 80 % of the values to zero; choose at most 0.5, or 0.2 if 0.8 is the share to keep""",
            """LSTMGEN101 on "Lstm(8, ReturnSequences = true)": The model puts out the 8 hidden values per step of [Lstm], because no layer below it makes an answer of them; write [Dense(1)] or a head below""",
            """LSTMGEN103 on "Dropout(0.2)": [Dropout] is the last layer, so training sets 20 % of the model's outputs to zero, whatever the layers above have learned; move it up or remove it""",
        ],
        await Reported.Warnings(
            """
            [LstmModel(LookBack = 20)]
            [Lstm(50, Activation = Activation.Relu)]
            [Dropout(0.8)]
            [Lstm(8, ReturnSequences = true)]
            [Dropout(0.2)]
            public partial class M;
            """));

    [Theory]
    [InlineData("[LstmModel(LookBack = 20)] [Lstm(0)] [Lstm(50)] public partial class M;")]
    [InlineData("[LstmModel(LookBack = 20)] [Lstm(50)] [Dropout(1.5)] public partial class M;")]
    [InlineData("[LstmModel(LookBack = 20)] [Lstm(50)] public class M;")]
    [InlineData("[LstmModel] [Lstm(50)] public partial class M;")]
    [InlineData("[LstmModel(LookBack = 20)] [Lstm(50, Activation = (Activation)99)] public partial class M;")]
    [InlineData("[LstmModel(LookBack = 20)] [Lstm(Missing)] public partial class M;")]
    [InlineData("[Lstm(50)] public partial class M;")]
    [InlineData("[LstmModel(LookBack = 20)] public partial class M;")]
    public async Task A_model_with_an_error_has_no_warnings(string source) => Assert.Empty(await Reported.Warnings(source));

    [Fact]
    public async Task A_warning_is_in_the_part_that_has_the_attributes() => Assert.StartsWith(
        "LSTMGEN101 on \"LstmGen.Lstm(50)\"",
        Assert.Single(await Reported.Warnings("namespace N { partial class Outer { partial class M { } [LstmModel(LookBack = 20), System.Obsolete, LstmGen.Lstm(50)] partial class M; } }")),
        StringComparison.Ordinal);
}
