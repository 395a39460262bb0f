using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// The base of heads whose answer is classes: a dense projection of what comes in to scores, on a vector or on every step, a loss over the
/// scores, and a way from scores to the answer.
/// </summary>
internal abstract class HeadLayer : DenseLayer
{
    protected const string Floats = "global::System.ReadOnlySpan<float>";
    private const string WindowAndLength = Floats + " window, int length";
    protected const string AllocatesNothing = " Allocates nothing after the first call; any number of threads may call it at once.";

    public override bool IsHead => true;

    public override bool ScalesOutputs => false;

    public override string Describe() => $"{Spec.Kind}({Units}){(Input.IsSequence ? ", on every step" : "")}";

    /// <summary>
    /// Adds a public member to the user's class; the work is done in the base class. One that takes <c>window</c> and <c>length</c> comes once more where the model
    /// reads token ids: it takes those, and their number is the length.
    /// </summary>
    protected void Member(SourceWriter writer, string documentation, string signature, string body)
    {
        writer.Line();
        writer.Line(documentation);
        writer.Line($"public {signature} => {body};");
        if (TokenInput is { } input && signature.Contains(WindowAndLength))
        {
            string[] lines = documentation.Replace("\r", "").Split('\n');
            string parameters = string.Join("\n", lines.Where(line =>
                line.Contains("<param name") && !line.Contains("\"window\"") && !line.Contains("\"length\"") || line.Contains("<returns>")));
            TokenMembers.WriteWindow(
                writer, input, lines[0].Replace("/// <summary>", "").Replace("</summary>", "").Replace(AllocatesNothing, ""), parameters,
                signature.Substring(0, signature.IndexOf('(')), signature.Substring(signature.IndexOf(WindowAndLength, StringComparison.Ordinal) + WindowAndLength.Length).TrimEnd(')'),
                $"{(signature.StartsWith("void ", StringComparison.Ordinal) ? "" : "return ")}{body.Replace("window, length", "window.Values, window.Length")};");
        }
    }

    /// <summary>Adds the member that makes a target where zeros are none: an expression of <c>window</c> and <c>target</c>, true if there is one.</summary>
    protected static void WriteWarmupTarget(SourceWriter writer, string expression) => writer.Line($"""

        /// <inheritdoc/>
        protected override bool WarmupTarget({Floats} window, global::System.Span<float> target) => {expression};
        """);

    /// <summary>The model's input, where it is token ids.</summary>
    private Shape? TokenInput
    {
        get
        {
            Layer first = this;
            while (first.Previous is { } previous)
            {
                first = previous;
            }

            return first.Tokens is null ? null : first.ModelInput;
        }
    }
}
