using LstmGen.Checks;
using LstmGen.Runtime;

namespace LstmGen;

// Weight decay of single layers and tensors.
public sealed partial class AdamW
{
    private readonly (string Name, double Decay)[] _named = [];
    private DecayGroup[]? _groups;

    /// <summary>
    /// λ of single tensors (<c>lstm.recurrent_kernel</c>) or layers (<c>lstm</c>, <c>decoder</c>), by the names that <see cref="Inspection.ParameterSet.Freeze"/> takes, each at least 0; all others have
    /// <see cref="WeightDecay"/>. A tensor that is named itself goes before its layer. The default is none.
    /// </summary>
    public IReadOnlyDictionary<string, double> WeightDecayOf
    {
        get => _named.ToDictionary(pair => pair.Name, pair => pair.Decay, StringComparer.Ordinal);
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(WeightDecayOf));
            _named = [.. value.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Hyperparameter.NotNegative(pair.Value)))];
        }
    }

    /// <summary>Whether tensors of one dimension decay: biases, and scale and shift of normalisations. The default is true, as in Keras and PyTorch. False leaves those alone that <see cref="WeightDecayOf"/> does not name.</summary>
    public bool DecayBiases { get; init; } = true;

    private bool HasGroups => _named.Length > 0 || !DecayBiases;

    private double LargestDecay => _named.Length == 0 ? WeightDecay : Math.Max(WeightDecay, _named.Max(pair => pair.Decay));

    /// <inheritdoc/>
    private protected override void Bound(ModelDescription model)
    {
        if (!HasGroups) return;
        var decays = new (double Decay, int Specific)[model.Parameters.Length];
        for (int i = 0; i < decays.Length; i++)
        {
            decays[i] = (DecayBiases || model.Parameters[i].Shape.Length > 1 ? WeightDecay : 0.0, 0);
        }

        foreach ((string name, double decay) in _named)
        {
            bool any = false;
            for (int i = 0; i < decays.Length; i++)
            {
                if (!model.Parameters[i].IsIn(name)) continue;
                any = true;
                if (name.Length > decays[i].Specific) decays[i] = (decay, name.Length);
            }

            if (!any)
            {
                throw new ArgumentException(
                    $"Expected names of tensors or layers of {model.Name} in {nameof(WeightDecayOf)}, but got '{name}'. It has {string.Join(", ", model.Parameters.Select(tensor => tensor.Name))}.", "optimizer");
            }
        }

        List<DecayGroup> groups = [];
        for (int i = 0; i < decays.Length; i++)
        {
            ParameterDescription tensor = model.Parameters[i];
            if (groups.Count > 0 && groups[^1].Decay.Equals(decays[i].Decay)) groups[^1] = groups[^1] with { Count = groups[^1].Count + tensor.Count };
            else groups.Add(new DecayGroup(tensor.Offset, tensor.Count, decays[i].Decay));
        }

        _groups = [.. groups];
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        base.Restart();
        _groups = null;
    }

    private void WriteGroups(Settings settings)
    {
        foreach ((string name, double decay) in _named)
        {
            settings.Add($"{OptimizerKinds.DecayOf}{name}", decay);
        }

        if (!DecayBiases) settings.Add("decay_biases", false);
    }

    /// <summary>The groups of a model's parameters; empty where all decay alike.</summary>
    private ReadOnlySpan<DecayGroup> Groups() => !HasGroups ? []
        : _groups ?? throw new InvalidOperationException($"Expected the tensors of a model for {nameof(WeightDecayOf)} and {nameof(DecayBiases)}, but this optimizer was given bare parameters. Train with Fit or FitBatch.");
}
