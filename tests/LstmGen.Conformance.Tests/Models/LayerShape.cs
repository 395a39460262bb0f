using System.Globalization;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>One layer: as an attribute and for the oracle.</summary>
internal abstract record LayerShape
{
    /// <summary>The attribute in C#, without brackets.</summary>
    public abstract string Attribute { get; }

    /// <param name="sequenceNeeded">Whether a later layer needs every step.</param>
    public abstract OracleLayer Oracle(bool sequenceNeeded);

    /// <summary>An attribute with those named arguments that are not as by default.</summary>
    protected static string Write(string name, object argument, params (bool IsWritten, string Text)[] options)
    {
        IEnumerable<string> arguments = options.Where(option => option.IsWritten).Select(option => option.Text);
        return $"{name}({string.Join(", ", arguments.Prepend(Convert.ToString(argument, CultureInfo.InvariantCulture)))})";
    }
}

internal sealed record LstmShape(int Units) : LayerShape
{
    public bool Bidirectional { get; init; }

    public bool ReturnSequences { get; init; }

    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "Lstm",
        Units,
        (Bidirectional, "Bidirectional = true"),
        (ReturnSequences, "ReturnSequences = true"),
        (Activation != Activation.Tanh, $"Activation = Activation.{Activation}"),
        (RecurrentActivation != Activation.Sigmoid, $"RecurrentActivation = Activation.{RecurrentActivation}"),
        (!UseBias, "UseBias = false"));

    public override OracleLayer Oracle(bool sequenceNeeded) => new OracleLstm(Units)
    {
        Activation = Activation,
        RecurrentActivation = RecurrentActivation,
        UseBias = UseBias,
        Bidirectional = Bidirectional,
        ReturnSequences = ReturnSequences || sequenceNeeded,
    };
}

internal sealed record DenseShape(int Units) : LayerShape
{
    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "Dense", Units, (Activation != Activation.Linear, $"Activation = Activation.{Activation}"), (!UseBias, "UseBias = false"));

    public override OracleLayer Oracle(bool sequenceNeeded) => new OracleDense(Units) { Activation = Activation, UseBias = UseBias };
}

internal sealed record DropoutShape(double Rate) : LayerShape
{
    public override string Attribute => Write("Dropout", Rate);

    public override OracleLayer Oracle(bool sequenceNeeded) => new OracleDropout();
}
