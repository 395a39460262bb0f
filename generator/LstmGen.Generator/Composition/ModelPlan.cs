using LstmGen.Generator.Layers;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Composition;

/// <summary>Every decision about one model's code: the emitter only prints it.</summary>
internal sealed class ModelPlan
{
    public required IReadOnlyList<Layer> Layers { get; init; }

    /// <summary>The classes of kernels that layers share.</summary>
    public required IReadOnlyList<SharedKernels> Kernels { get; init; }

    /// <summary>Every place that a layer has in a buffer.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>What a tile goes through, in order. A backend needs these, and no layer.</summary>
    public required IReadOnlyList<Operation> Forward { get; init; }

    /// <summary>Where they leave the output.</summary>
    public View Result => Layers[Layers.Count - 1].TileOutput;

    /// <summary>The way back of them, last first.</summary>
    public required IReadOnlyList<Operation> Backward { get; init; }

    public required IReadOnlyList<ParameterPlan> Parameters { get; init; }

    /// <summary>Those of which a batch uses few rows.</summary>
    public required IReadOnlyList<ParameterPlan> Tables { get; init; }

    /// <summary>The layers that normalise by a whole batch in training.</summary>
    public IReadOnlyList<NormPlan> Norms { get; init; } = [];

    public required Shape Input { get; init; }

    public required Shape Output { get; init; }

    public required int PackedLength { get; init; }

    public required int GradientLength { get; init; }

    /// <summary>Floats of a tile's workspace in prediction; the tape follows.</summary>
    public required int WorkLength { get; init; }

    /// <summary>Floats of the tape, which only training has.</summary>
    public required int TapeLength { get; init; }

    /// <summary>Floats of scratch for one window.</summary>
    public required int WindowLength { get; init; }

    /// <summary>Floats of scratch for one step, or 0 where the model cannot step.</summary>
    public required int StepLength { get; init; }

    /// <summary>Floats of a stream's state.</summary>
    public required int StateLength { get; init; }

    /// <summary>Whether a copy of the input in the tile kernels' order is made before the first layer, and where.</summary>
    public required View? LoadedInput { get; init; }

    /// <summary>Whether a tile's rows start from the states that they carry, and leave them as they end.</summary>
    public required bool Carries { get; init; }

    /// <summary>Where in a tile's workspace those states lie when nobody gives any.</summary>
    public required int CarriedAt { get; init; }

    /// <summary>Null where the model has no decoder.</summary>
    public IDecoder? Decoder => Layers.OfType<IDecoder>().FirstOrDefault();

    /// <summary>Null where the model ends in no head.</summary>
    public IHead? Head => Layers[Layers.Count - 1] as IHead;

    /// <summary>The tensors of one layer: those that begin with its name, and with no longer one (<c>decoder.lstm.bias</c> is not the decoder's).</summary>
    public IReadOnlyList<ParameterPlan> ParametersOf(Layer layer) => [.. Parameters.Where(p => OwnerOf(p) == layer)];

    private Layer? OwnerOf(ParameterPlan parameter) => Layers
        .Where(layer => parameter.Name.StartsWith(layer.Name + ".", StringComparison.Ordinal))
        .OrderByDescending(layer => layer.Name.Length)
        .FirstOrDefault();

    public bool CanStep => Layers.All(layer => layer.CanStep);

    /// <summary>Whether its steps are token ids.</summary>
    public bool ReadsTokens => Layers[0] is ITokenReader;

    public long MultiplyAdds => Forward.Sum(operation => operation.MultiplyAdds);

    public int ParameterCount => Parameters.Count == 0 ? 0 : Parameters[Parameters.Count - 1].Offset + Parameters[Parameters.Count - 1].Count;
}
