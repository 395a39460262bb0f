using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Composition;

/// <summary>
/// Every fault of a declaration at once. The planner stops where it can say no more; so what it says is mended, and it is asked again. A fault that shows only then is
/// one of its own if it is there in whatever way the others are mended; else it may be no more than their consequence, and is not said.
/// </summary>
internal static class Faults
{
    private const int MostRounds = 40;
    private const int MostSteps = 100_000;

    /// <summary>Sizes that stand in for wrong ones, beside all that are written in the declaration.</summary>
    private static readonly int[] s_sizes = [0, 1, 2, 3, 4, 100_000];

    /// <summary>What is wrong with a declaration, its unknown values left out of account.</summary>
    public static EquatableArray<Finding> Of(ModelSpec spec)
    {
        bool isKnown = !spec.HasUnknowns;
        EquatableArray<Finding> first = isKnown ? Planner.Plan(spec).Findings : default;
        if (isKnown && (first.Count == 0 || first.Any(finding => finding.Id == Rules.InternalError)))
        {
            return first;
        }

        // Where the number of steps is wrong too, it is mended apart from the sizes of layers: what they take at a time may be more than there are.
        bool hasSteps = spec.LookBack is >= 1 and <= MostSteps && !spec.Unknown.Contains(nameof(ModelSpec.LookBack));
        List<Finding>? common = null;
        var planned = new Dictionary<ModelSpec, EquatableArray<Finding>>();
        foreach (int size in s_sizes.Concat(SizesIn(spec)).Distinct())
        {
            foreach (Mend mend in Enum.GetValues(typeof(Mend)))
            {
                foreach (int steps in hasSteps ? new[] { size } : [size, MostSteps])
                {
                    List<Finding> found = Chain(spec, size, steps, mend, common, planned);
                    found.RemoveAll(finding => first.Any(other => AreSame(finding, other)));
                    common = common is null ? found : [.. common.Where(finding => found.Any(other => AreSame(finding, other)))];
                    if (common.Count == 0)
                    {
                        return first; // No further way of mending can add what one of them does not show.
                    }
                }
            }
        }

        return first.Concat(common ?? []).ToEquatableArray();
    }

    /// <summary>All that the planner says while it is followed in one way, at the layers as they were declared.</summary>
    /// <remarks>Many ways come to the same drafts, which are planned once.</remarks>
    private static List<Finding> Chain(ModelSpec spec, int size, int steps, Mend mend, List<Finding>? wanted, Dictionary<ModelSpec, EquatableArray<Finding>> planned)
    {
        List<Finding> all = [];
        var draft = new Draft(spec, size, steps, mend);
        for (int round = 0; round < MostRounds; round++)
        {
            ModelSpec current = draft.Spec;
            if (!planned.TryGetValue(current, out EquatableArray<Finding> findings))
            {
                findings = Planner.Plan(current).Findings;
                planned.Add(current, findings);
            }

            if (findings.Count == 0 || findings.Any(finding => finding.Id == Rules.InternalError))
            {
                break;
            }

            foreach (Finding finding in findings)
            {
                // What these ask for of the rest of a model, no mending of one layer gives.
                bool isAnOrder = round > 0 && finding.Argument.Length == 0 && HasPlace(draft.KindOf(finding.Layer));
                if (draft.Declared(finding) is { } declared && !isAnOrder && !all.Any(other => AreSame(declared, other)))
                {
                    all.Add(declared);
                }
            }

            // A way is followed no further than to what the ways before it have in common.
            if (wanted?.All(finding => all.Any(other => AreSame(finding, other))) == true || !draft.Apply(findings))
            {
                break;
            }
        }

        return all;
    }

    /// <summary>Whether a kind says where in a model it may stand.</summary>
    private static bool HasPlace(string kind) => kind == DecoderRules.Marker || LayerCatalog.Create(kind) is IDecoder or ITokenReader;

    private static bool AreSame(Finding one, Finding other) => one.Id == other.Id && one.Layer == other.Layer && one.Argument == other.Argument;

    private static IEnumerable<int> SizesIn(ModelSpec spec) =>
        spec.Layers.SelectMany(layer => layer.Arguments).Select(argument => argument.Value).OfType<int>().Concat([spec.Features, spec.LookBack]).Where(size => size > 0);

    /// <summary>What is done about a layer that does not fit where it stands.</summary>
    internal enum Mend
    {
        Remove,
        RemoveBefore,
        Repeat,
        Recur,
        Flatten,
        ReadPictures,
    }

    /// <summary>A declaration that is being mended.</summary>
    private sealed class Draft
    {
        private const int Inserted = -9;

        private readonly int _size;
        private readonly int _steps;
        private readonly Mend _mend;
        private readonly List<LayerSpec> _layers = [];
        private readonly List<int> _declared = [];
        private readonly HashSet<int> _helped = [];
        private ModelSpec _spec;

        public Draft(ModelSpec spec, int size, int steps, Mend mend)
        {
            (_spec, _size, _steps, _mend) = (spec, size, steps, mend);
            for (int i = 0; i < spec.Layers.Count; i++)
            {
                if (!spec.Layers[i].IsUnknown)
                {
                    _layers.Add(Known(spec.Layers[i]));
                    _declared.Add(i);
                }
                else if (mend is Mend.Repeat or Mend.Recur or Mend.Flatten && CanHelp(_layers.Count))
                {
                    Insert(_layers.Count);
                }
            }

            foreach (string option in spec.Unknown)
            {
                SetOption(option, 1, int.MaxValue);
            }
        }

        public ModelSpec Spec => _spec with { Layers = _layers.ToEquatableArray(), Unknown = default };

        public string KindOf(int layer) => layer >= 0 && layer < _layers.Count ? _layers[layer].Kind : "";

        /// <summary>The finding at its layer in the declaration; null at a layer that nobody declared.</summary>
        public Finding? Declared(Finding finding) => finding.Layer < 0 ? finding
            : finding.Layer < _declared.Count && _declared[finding.Layer] != Inserted ? finding with { Layer = _declared[finding.Layer] }
            : null;

        /// <summary>Mends what was found; false where nothing more can be done.</summary>
        public bool Apply(IEnumerable<Finding> findings)
        {
            bool changed = false;
            foreach (Finding finding in findings.OrderByDescending(finding => finding.Layer))
            {
                changed |= finding.Layer < 0 ? MendModel(finding) : finding.Layer < _layers.Count && MendLayer(finding);
            }

            return changed && _layers.Count > 0;
        }

        private bool MendModel(Finding finding) =>
            finding.Id == Rules.SizeOutOfRange && SetOption(finding.Argument, Whole(finding.Values[2]), Whole(finding.Values[3]));

        private bool SetOption(string option, int least, int most)
        {
            int value = Math.Min(Math.Max(option == nameof(ModelSpec.LookBack) ? _steps : _size, least), most);
            ModelSpec before = _spec;
            _spec = option switch
            {
                nameof(ModelSpec.LookBack) => _spec with { LookBack = Math.Min(value, MostSteps) },
                nameof(ModelSpec.Features) => _spec with { Features = Math.Min(value, 65_536) },
                nameof(ModelSpec.Height) => _spec with { Height = value },
                nameof(ModelSpec.Width) => _spec with { Width = value },
                nameof(ModelSpec.Channels) => _spec with { Channels = value },
                nameof(ModelSpec.StackBudget) => _spec with { StackBudget = 65_536 },
                _ => _spec,
            };
            return _spec != before;
        }

        private bool MendLayer(Finding finding)
        {
            LayerSpec layer = _layers[finding.Layer];
            if (finding.Argument.Length > 0 && MendArgument(layer, finding) is { } mended && mended != layer)
            {
                _layers[finding.Layer] = mended;
                return true;
            }

            int before = finding.Layer - 1, declared = _declared[finding.Layer];
            switch (finding.Argument.Length > 0 ? Mend.Remove : _mend)
            {
                case Mend.RemoveBefore when before >= 0 && declared != Inserted && LayerCatalog.Create(layer.Kind) is not IDecoder:
                    Remove(before);
                    return true;
                case Mend.ReadPictures when !_spec.HasFrames && LayerCatalog.Create(layer.Kind) is IPictureReader:
                    int side = Math.Min(Math.Max(_size, 1), 1_024);
                    _spec = _spec with { Height = side, Width = side };
                    return true;
                case Mend.Repeat or Mend.Recur or Mend.Flatten when declared != Inserted && layer.Kind != DecoderRules.Marker && LayerCatalog.Create(layer.Kind) is not IDecoder && CanHelp(finding.Layer) && _helped.Add(declared):
                    Insert(finding.Layer);
                    return true;
                default:
                    Remove(finding.Layer);
                    return true;
            }
        }

        private LayerSpec MendArgument(LayerSpec layer, Finding finding) => finding.Id switch
        {
            Rules.SizeOutOfRange when layer.Has(finding.Argument, out object? value) && value is double => layer.With(finding.Argument, 0.5),
            Rules.SizeOutOfRange => layer.With(finding.Argument, Math.Min(Math.Max(_size, Whole(finding.Values[2])), Whole(finding.Values[3]))),
            Rules.RateOutOfRange => layer.With(finding.Argument, 0.1),
            _ when char.IsLower(finding.Argument[0]) => layer.With(finding.Argument, layer.Says(finding.Argument, 1) ? 2 : 1),
            _ => layer.Without(finding.Argument),
        };

        private LayerSpec Known(LayerSpec layer)
        {
            foreach (LayerArgument argument in layer.Arguments)
            {
                layer = argument.Value switch
                {
                    UnknownValue.Size => layer.With(argument.Name, Math.Max(_size, 1)),
                    UnknownValue.Rate => layer.With(argument.Name, 0.1),
                    UnknownValue.Numbers when char.IsLower(argument.Name[0]) => layer.With(argument.Name, new[] { 0.1, 0.9 }.ToEquatableArray()),
                    UnknownValue => layer.Without(argument.Name),
                    _ => layer,
                };
            }

            return layer;
        }

        /// <summary>Images end once; what ends them would end a sequence elsewhere.</summary>
        private bool CanHelp(int at) => _mend != Mend.Flatten || (_spec.HasFrames && !_layers.Take(at).Any(layer => layer.Kind == Help.Kind));

        private LayerSpec Help => LayerCatalog.Cure(
            _mend switch
            {
                Mend.Repeat => Remedy.NoSteps,
                Mend.Recur => Remedy.NoMemory,
                _ => Remedy.Pictures,
            },
            _size);

        private void Insert(int at)
        {
            _layers.Insert(at, Help);
            _declared.Insert(at, Inserted);
        }

        private void Remove(int at)
        {
            _layers.RemoveAt(at);
            _declared.RemoveAt(at);
        }

        private static int Whole(string text) =>
            double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out double value) ? (int)Math.Min(Math.Max(value, int.MinValue), int.MaxValue) : 1;
    }
}
