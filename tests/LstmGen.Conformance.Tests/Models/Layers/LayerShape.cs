using System.Globalization;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal abstract record LayerShape
{
    /// <summary>The attribute in C#, without brackets.</summary>
    public abstract string Attribute { get; }

    /// <summary>Whether it reads every step, so that the layers before it pass on theirs.</summary>
    public virtual bool NeedsSequence => false;

    /// <summary>Whether it reads a vector and makes a sequence: what comes after it asks nothing of the layers before.</summary>
    public virtual bool StartsSequence => false;

    /// <summary>Whether it passes on every step although no later layer reads them.</summary>
    public virtual bool PassesSequence => false;

    /// <summary>Columns of ids of the model's input that it reads.</summary>
    public virtual int Columns => 0;

    /// <summary>Whether it draws masks in training.</summary>
    public virtual bool DrawsMasks => false;

    /// <summary>Whether it normalises by the batch in training, so that it is not what prediction is.</summary>
    public virtual bool NormsBatches => false;

    /// <summary>Whether it can run one step at a time.</summary>
    public virtual bool CanStep => true;

    /// <summary>The same where it depends on what comes before it.</summary>
    public virtual bool CanStepIn(ModelShape shape, int index) => CanStep;

    /// <summary>Whether it makes one vector of a sequence, whatever comes after it.</summary>
    public virtual bool EndsSequence(ModelShape shape, int index) => false;

    /// <param name="sequenceNeeded">Whether a later layer needs every step.</param>
    /// <param name="masks">From a rate to the masks of this layer in training; null in prediction.</param>
    public abstract OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null);

    /// <summary>An attribute with those named arguments that are not as by default.</summary>
    protected static string Write(string name, IEnumerable<object> arguments, params (bool IsWritten, string Text)[] options)
    {
        IEnumerable<string> given = arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        string list = string.Join(", ", given.Concat(options.Where(option => option.IsWritten).Select(option => option.Text)));
        return list.Length == 0 ? name : $"{name}({list})";
    }

    /// <summary>A named argument that is left out where it is as by default.</summary>
    protected static (bool IsWritten, string Text) Option<T>(string name, T value, T standard)
        where T : notnull
    {
        string text = value switch
        {
            bool flag => flag ? "true" : "false",
            OracleMerge merge => $"Merge.{merge}",
            OraclePadding padding => $"Padding.{padding}",
            Enum member => $"{member.GetType().Name}.{member}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return (!value.Equals(standard), $"{name} = {text}");
    }
}
