using System.Buffers;
using LstmGen.Forecasting;
using LstmGen.Inspection;
using LstmGen.Persistence;
using LstmGen.Runtime;

namespace LstmGen;

// Copies: to another model, and to bytes.
public abstract partial class SequenceModel
{
    /// <summary>
    /// Replaces parameters, scaler and forecast layout by copies of another model's, all at once for predictions that run beside it; <see cref="Optimizer"/> is null afterwards, because its moments were those of other
    /// parameters. Nothing else of the model changes.
    /// </summary>
    /// <param name="other">A model of this class, or of another one with the same shape.</param>
    /// <exception cref="ArgumentException">The other model has another shape: both are named, and the first difference.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated. The other one may be: it is copied as it is between two updates.</exception>
    public void CopyFrom(SequenceModel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (DescribeDifference(other.Description) is { } difference)
        {
            throw new ArgumentException($"Expected a model of the shape of {Description.Name}, but got {other.Description.Name}: {difference}.", nameof(other));
        }

        if (ReferenceEquals(this, other)) return;
        (float[] parameters, Scaler? scaler, ForecastLayout? layout) = other.CopyWeights();
        Replace(nameof(CopyFrom), parameters, scaler, layout, static model => model.ForgetTraining());
    }

    /// <summary>The bytes that <see cref="Save(string)"/> writes to a file.</summary>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite: its tensor and place are named.</exception>
    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        Save(stream);
        return stream.ToArray();
    }

    /// <summary>Writes weights, scaler and forecast layout in the safetensors format. The same model gives the same bytes.</summary>
    /// <param name="writer">Receives them.</param>
    /// <exception cref="InvalidOperationException">A weight is NaN or infinite: its tensor and place are named, and nothing is written.</exception>
    public void Save(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ModelFile.Write(new ByteSink(writer), Description, ContentToSave());
    }

    /// <summary>Replaces weights, scaler and forecast layout by those of a file in memory. Bytes that do not fit from end to end change nothing.</summary>
    /// <param name="bytes">A whole file, as <see cref="ToBytes"/> gives it.</param>
    /// <exception cref="InvalidDataException">The bytes are another model's, cut short or damaged: what was expected and what was found.</exception>
    public void Load(ReadOnlySpan<byte> bytes)
    {
        var source = new ByteSource(bytes);
        Load(ref source, "The data");
    }

    /// <summary>A model of the same class, by whatever name it is known here, with the same weights; it shares nothing that changes.</summary>
    internal SequenceModel Copied()
    {
        // A copy of the object has the fields of the user's class as well, and asks nothing of its constructors. Those of this class are made anew here.
        var copy = (SequenceModel)MemberwiseClone();
        copy._run = null;
        copy._streams = null;
        copy.Identity = new ModelIdentity(Description.Name);
        copy.Parameters = new ParameterSet(copy);
        (copy.UpdateCount, copy.EpochCount) = (0, 0);
        copy.ForgetTraining();
        copy.TakeWeightsOf(this);
        return copy;
    }

    /// <summary>The first thing in which another model's shape differs, in words; null where weights of one fit the other.</summary>
    private string? DescribeDifference(ModelDescription other)
    {
        ModelDescription own = Description;
        if (ReferenceEquals(own, other)) return null;
        string? difference = Differ("look-back", own.LookBack, other.LookBack) ?? Differ("number of features", own.Features, other.Features) ?? Differ("number of output steps", own.OutputSteps, other.OutputSteps)
            ?? Differ("number of outputs", own.Outputs, other.Outputs) ?? Differ("target size", own.TargetSize, other.TargetSize) ?? Differ("scaling", own.Scaling, other.Scaling)
            ?? Differ("distribution", own.Distribution?.Name ?? "none", other.Distribution?.Name ?? "none")
            ?? Differ("number of tensors", own.Parameters.Length, other.Parameters.Length);
        for (int i = 0; difference is null && i < own.Parameters.Length; i++)
        {
            ParameterDescription expected = own.Parameters[i], found = other.Parameters[i];
            difference = Differ("tensor", expected.Name, found.Name)
                ?? Differ($"shape of '{expected.Name}'", string.Join(" × ", expected.Shape), string.Join(" × ", found.Shape));
        }

        return difference;
    }

    private static string? Differ<T>(string what, T expected, T found)
        where T : notnull =>
        expected.Equals(found) ? null : $"its {what} is {found} instead of {expected}";
}
