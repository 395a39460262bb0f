namespace LstmGen.Generator.Tests;

/// <summary>What stands where in a model with [Encoder] and [Decoder].</summary>
public sealed class DecoderDiagnosticsTests
{
    private const string Encoder = "[Encoder] [Embedding(5, 3)] [Lstm(4)]";
    private const string Decoder = "[Decoder(Steps = 6)] [Embedding(7, 3)] [Lstm(4)]";

    [Theory]
    [InlineData($"[Embedding(5, 3)] [Lstm(4)] {Decoder} [Softmax(7)]",
        "LSTMGEN015 on \"Decoder(Steps = 6)\": Layer [Decoder] cannot stand here: what the decoder reads is not marked; write [Encoder] above every other layer")]
    [InlineData($"{Encoder} [Dense(1)]",
        "LSTMGEN015 on \"Encoder\": Layer [Encoder] cannot stand here: no decoder follows; write [Decoder(Steps = 16)] below the layers of the encoder, and an [Embedding] below that")]
    [InlineData($"[Embedding(5, 3)] [Encoder] [Lstm(4)] {Decoder} [Softmax(7)]",
        "LSTMGEN015 on \"Encoder\": Layer [Encoder] cannot stand here: it opens a model; move it to the top, above every other layer")]
    [InlineData($"{Encoder} [Encoder] {Decoder} [Softmax(7)]",
        "LSTMGEN015 on \"Encoder\": Layer [Encoder] cannot stand here: a model has one encoder; remove it")]
    [InlineData($"{Encoder} {Decoder} [Decoder(Steps = 2)] [Softmax(7)]",
        "LSTMGEN015 on \"Decoder(Steps = 2)\": Layer [Decoder] cannot stand here: a model has one decoder; remove it")]
    [InlineData($"[Encoder] {Decoder} [Softmax(7)]",
        "LSTMGEN015 on \"Decoder(Steps = 6)\": Layer [Decoder] cannot stand here: the encoder above it has no layer; write for example [Lstm(64)] between them")]
    [InlineData($"{Encoder} [Decoder(Steps = 6)] [Lstm(4)] [Softmax(7)]",
        "LSTMGEN015 on \"Decoder(Steps = 6)\": Layer [Decoder] cannot stand here: a decoder reads the tokens it wrote; write [Embedding(vocabulary, dimension)] at once below it")]
    [InlineData($"{Encoder} {Decoder} [Embedding(7, 3)] [Softmax(7)]",
        "LSTMGEN015 on \"Embedding(7, 3)\": Layer [Embedding] cannot stand here: each step of a decoder is one token, which [Embedding] at its top reads; remove it")]
    [InlineData($"{Encoder} [Decoder(Steps = 6)] [Embedding(7, 3)] [Lstm(4, Bidirectional = true)] [Softmax(7)]",
        "LSTMGEN015 on \"Lstm(4, Bidirectional = true)\": Layer [Lstm] cannot stand here: a decoder goes one step at a time, and it reads from both ends; leave Bidirectional out")]
    [InlineData($"{Encoder} {Decoder} [Dense(7)]",
        "LSTMGEN015 on \"Dense(7)\": Layer [Dense] cannot stand here: a decoder ends in a choice among its tokens; write [Softmax(7)] below it")]
    [InlineData($"{Encoder} {Decoder} [Softmax(8)]",
        "LSTMGEN014 on \"Softmax(8)\": Layer [Softmax] does not fit: it writes 8 tokens, and [Embedding] below [Decoder] reads 7; both must be the same")]
    [InlineData($"{Encoder} [Decoder] [Embedding(7, 3)] [Lstm(4)] [Softmax(7)]", "LSTMGEN012 on \"Decoder\": 'Steps' is 0; choose 1 to 100000")]
    [InlineData($"{Encoder} [Decoder(Steps = 6, Stop = 7)] [Embedding(7, 3)] [Lstm(4)] [Softmax(7)]", "LSTMGEN012 on \"Stop = 7\": 'Stop' is 7; choose 0 to 6")]
    [InlineData($"{Encoder} {Decoder} [Dense(3)] [Attention(AttentionScore.Dot)] [Softmax(7)]",
        "LSTMGEN014 on \"Attention(AttentionScore.Dot)\": Layer [Attention] does not fit: the score Dot compares values one by one, and a step has 3 values, one of the encoder 4; choose AttentionScore.General")]
    [InlineData($"{Encoder} [Attention(AttentionScore.Dot)] {Decoder} [Attention(AttentionScore.General)] [Softmax(7)]",
        "LSTMGEN014 on \"Attention(AttentionScore.General)\": Layer [Attention] does not fit: it weighs the steps of the encoder, which passes on one vector of 4 values; end the encoder with a layer that has steps, such as [Lstm]")]
    [InlineData($"{Encoder} {Decoder} [Residual(3)] [Softmax(7)]",
        "LSTMGEN015 on \"Residual(3)\": Layer [Residual] cannot stand here: it goes around 3 layers, and 2 stand before it; choose 1 to 2")]
    [InlineData($"{Encoder} [Decoder(Steps = 6)] [Embedding(7, 3, MaskZero = true)] [Lstm(4)] [Softmax(7)]",
        "LSTMGEN015 on \"MaskZero = true\": Layer [Embedding] cannot stand here: MaskZero says which steps of the source are padding, and a target ends at its stop token; leave it out")]
    public async Task What_does_not_fit_is_said_at_the_attribute(string layers, string expected) =>
        Assert.Equal([expected], await Reported.For($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));

    [Theory]
    [InlineData($"{Encoder} {Decoder} [Softmax(7)]")]
    [InlineData($"{Encoder} [Attention(AttentionScore.Dot)] {Decoder} [Softmax(7)]")]
    [InlineData($"{Encoder} [LayerNorm] {Decoder} [LayerNorm] [Lstm(4)] [Residual] [Attention(AttentionScore.Dot)] [Attention(AttentionScore.Additive)] [Dropout(0.1)] [Dense(3)] [Softmax(7)]")]
    public async Task What_fits_is_allowed(string layers) =>
        Assert.Empty(await Reported.ByRules($"[LstmModel(LookBack = 4)] {layers} public partial class M;"));
}
