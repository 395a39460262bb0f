using LstmGen;
using LstmGen.Numerics;
using LstmGen.Watch;

namespace Playground.Exercises;

/// <summary>
/// The adding problem of Hochreiter &amp; Schmidhuber (1997): every step has a number and a mark, two numbers are marked, and the answer is their sum. Who always says 1 has a mean squared error of 1/6.
/// </summary>
internal static class AddingProblem
{
    private const int Sequences = 2_000;

    public static Exercise Create(Settings settings)
    {
        if (settings.Horizon > 1) throw new ProblemException("horizon", $"Expected a horizon of 1 for the adding problem, which has one answer, but got {settings.Horizon}.");
        var random = new RandomSource(settings.Seed, stream: 1);
        int steps = settings.LookBack;
        float[] inputs = new float[Sequences * steps * 2], targets = new float[Sequences];
        for (int i = 0; i < Sequences; i++)
        {
            Span<float> sequence = inputs.AsSpan(i * steps * 2, steps * 2);
            for (int step = 0; step < steps; step++)
            {
                sequence[2 * step] = random.NextSingle();
            }

            int first = random.NextInt32(steps / 2), second = steps / 2 + random.NextInt32(steps - steps / 2);
            sequence[2 * first + 1] = sequence[2 * second + 1] = 1f;
            targets[i] = sequence[2 * first] + sequence[2 * second];
        }

        return new Exercise
        {
            Windows = WindowDataset.From(inputs, targets, steps, features: 2),
            Shown = new TrainingFeedOptions { Windows = 100 },
            Features = 2,
            Code = $"WindowDataset.From(inputs, targets, lookBack: {steps}, features: 2)",
        };
    }
}
