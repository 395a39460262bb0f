using LstmGen.Generator.Emission;

namespace LstmGen.Generator.Layers;

/// <summary>
/// The base of heads whose answer is classes: a dense projection of what comes in to scores, on a vector or on every step, a loss over the
/// scores, and a way from scores to the answer.
/// </summary>
internal abstract class HeadLayer : DenseLayer
{
    protected const string Floats = "global::System.ReadOnlySpan<float>";

    public override bool IsHead => true;

    public override bool ScalesOutputs => false;

    public override string Describe() => $"{Spec.Kind}({Units}){(Input.IsSequence ? ", on every step" : "")}";

    /// <summary>Adds a public member to the user's class; the work is done in the base class.</summary>
    protected static void Member(SourceWriter writer, string documentation, string signature, string body)
    {
        writer.Line();
        writer.Line(documentation);
        writer.Line($"public {signature} => {body};");
    }
}
