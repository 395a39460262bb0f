using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Composition;

/// <summary>
/// Whether a plan is legal, found on the plan itself: every region inside its buffer and apart from all others, every view inside its region, nothing read
/// that nobody has written.
/// </summary>
internal static class PlanCheck
{
    /// <summary>What callers give, and what is there before a pass starts.</summary>
    private static readonly string[] s_given = ["input", "outputGradient", "decoderInput", "parameters"];

    /// <summary>What is wrong with a plan; empty where it is legal.</summary>
    public static IReadOnlyList<string> Problems(ModelPlan plan) => [.. Places(plan), .. Order(plan), .. Answers(plan)];

    /// <summary>What is wrong with where its regions lie.</summary>
    private static IEnumerable<string> Places(ModelPlan plan)
    {
        foreach (IGrouping<Space, Region> buffer in plan.Regions.GroupBy(region => region.Space))
        {
            long length = LengthOf(plan, buffer.Key), end = 0;
            string before = "";
            foreach (Region region in buffer.OrderBy(region => region.Offset))
            {
                if (region.Offset < end)
                {
                    yield return $"{Name(region)} starts at {region.Offset}, before {before} ends at {end}";
                }

                (end, before) = (region.Offset + region.Length, Name(region));
                if (end > length)
                {
                    yield return $"{Name(region)} ends at {end}, past the {length} floats of {buffer.Key}";
                }
            }
        }

        foreach (IGrouping<string, Region> same in plan.Regions.GroupBy(Name).Where(same => same.Count() > 1))
        {
            yield return $"{same.Key} is declared {same.Count()} times";
        }
    }

    /// <summary>What is read too early, going forward and then back.</summary>
    private static IEnumerable<string> Order(ModelPlan plan)
    {
        var written = new HashSet<string>(s_given, StringComparer.Ordinal);
        if (plan.LoadedInput is { } loaded)
        {
            written.Add(Place(loaded));
        }

        foreach (Operation operation in plan.Forward.Concat(plan.Backward))
        {
            foreach (View view in operation.Reads.Concat(operation.Writes).Where(view => !Fits(view)))
            {
                yield return $"{Word(operation)} goes past the end of {Place(view)}";
            }

            foreach (View view in operation.Reads.Where(view => !written.Contains(Place(view))))
            {
                yield return $"{Word(operation)} reads {Place(view)}, which nothing has written";
            }

            written.UnionWith(operation.Writes.Select(Place));
        }
    }

    /// <summary>Whether the last layer's output is written, and every tensor read by someone.</summary>
    private static IEnumerable<string> Answers(ModelPlan plan)
    {
        string output = Place(plan.Result);
        if (!s_given.Contains(output) && output != (plan.LoadedInput is { } loaded ? Place(loaded) : "") && !plan.Forward.Any(operation => operation.Writes.Any(view => Place(view) == output)))
        {
            yield return $"the output lies in {output}, which nothing writes";
        }
    }

    /// <summary>A view of a region starts in it; where its strides are the region's own, it ends in it too.</summary>
    private static bool Fits(View view) => view.Region is not { } region || view.Base != $"{region.Owner}.{region.Name}" || (view.Shift >= 0 && view.Shift < Math.Max(region.Length, 1));

    private static long LengthOf(ModelPlan plan, Space space) => space switch
    {
        Space.Pack => plan.PackedLength,
        Space.Gradient => plan.GradientLength,
        Space.Work => plan.WorkLength,
        Space.Tape => plan.TapeLength,
        Space.Window => plan.WindowLength,
        Space.Step => plan.StepLength,
        _ => plan.StateLength,
    };

    private static string Name(Region region) => $"{region.Owner}.{region.Name}";

    /// <summary>The place that a view shows, whatever part of it: the input as it was loaded has no name of its own.</summary>
    private static string Place(View view) => view.Base.Length > 0 ? view.Base : view.Buffer == "work" ? "the loaded input" : view.Buffer;

    private static string Word(Operation operation) => operation is Gradient gradient ? $"the way back of {gradient.Of.GetType().Name}" : operation.GetType().Name;
}
