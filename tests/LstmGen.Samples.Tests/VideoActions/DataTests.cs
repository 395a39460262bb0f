using CsCheck;
using LstmGen.Numerics;
using VideoActions.Data;
using VideoActions.Results;
using VideoActions.Tasks;

namespace LstmGen.Samples.Tests.VideoActions;

/// <summary>What the networks see, and what needs none.</summary>
public sealed class DataTests
{
    [Fact]
    public void A_path_is_cut_into_windows_that_follow_each_other() => Gen.Int[-99, 99].Array[2 * (FingerWindow.Count + 3)].Sample(places =>
    {
        float[] path = [.. places.Select(place => place / 1_000f)];
        FingerWindow[] windows = [.. Enumerable.Range(0, 4).Select(at => Window(path, at))];
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.True(pair.Second.Follows(pair.First)));
        Assert.False((windows[1] with { Gesture = 2 }).Follows(windows[0]));
        float[] elsewhere = [.. path];
        elsewhere[^8] += 0.01f;
        Assert.False(Window(elsewhere, 1).Follows(windows[0]));
        float[] moves = windows[0].Moves();
        Assert.Equal([0f, 0f], moves[..2]);
        for (int i = 2; i < moves.Length; i++)
        {
            Assert.Equal(path[i] - path[i - 2], moves[i], 1e-5f);
        }
    });

    [Fact]
    public void Where_the_camera_lost_the_tip_no_move_is_known()
    {
        float[] path = new float[2 * FingerWindow.Count];
        path.AsSpan(10).Fill(0.01f);
        path[20] = 0.9f;
        float[] moves = Window(path, 0).Moves();
        Assert.Equal([0.01f, 0.01f], moves[10..12]);
        Assert.All(moves[12..], move => Assert.Equal(0, move));
    }

    [Fact]
    public void A_varied_clip_is_the_clip_moved_mirrored_or_turned()
    {
        RandomSource random = new(2);
        float[] pictures = [.. Enumerable.Range(0, FightPictures.Size).Select(_ => random.NextSingle())];
        for (int i = 0; i < 20; i++)
        {
            float[] varied = FightPictures.Varied(pictures, new RandomSource(i));
            double kept = varied.Count(value => value > 0) / (double)varied.Length;
            Assert.InRange(kept, 33.0 / 36 * 45 / 48 - 1e-3, 1);
            Assert.Equal(varied, FightPictures.Varied(pictures, new RandomSource(i)));

            // All that is there, times one gain, is of the clip.
            float gain = varied.Max() / pictures.Max();
            Assert.InRange(gain, 0.75f, 1.21f);
        }
    }

    [Fact]
    public void Six_numbers_know_motion_from_none()
    {
        byte[] still = [.. Enumerable.Repeat((byte)90, FightClip.Size)], moving = [.. still];
        new Random(1).NextBytes(moving);
        float[] none = FightPictures.SixNumbers(new("a", false, 0, still)), much = FightPictures.SixNumbers(new("b", true, 0, moving));
        Assert.All(none, number => Assert.Equal(Math.Log(1e-4), number, 1e-4));

        // The mean distance of two bytes drawn evenly is a third of their range.
        Assert.Equal(1 / 3.0, Math.Exp(much[0]), 0.01);
    }

    [Fact]
    public void Outcomes_are_read_as_they_were_written()
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-outcomes-").FullName;
        FileInfo file = new(Path.Combine(folder, "r.csv"));
        Outcome[] first = [new("fight", "a, no", "by source", 1, 2, 3, 4)], outcomes = [new("fight", "a", "by source", 1, 2, 3, 4), new("motions", "b", "as given", 0, 0, 40, 40)];
        OutcomeFile.Append(file, outcomes[..1]);
        OutcomeFile.Append(file, outcomes[1..]);
        Assert.Equal(outcomes, OutcomeFile.Read(file));
        Assert.Equal("75.0 %", Summary.Of(first).Mean);
        Assert.Throws<ArgumentException>(() => OutcomeFile.Append(file, first));
        File.AppendAllText(file.FullName, "nonsense\n");
        Assert.Contains("line 4: expected task,method", Assert.ThrowsAny<Exception>(() => OutcomeFile.Read(file)).Message);
        Directory.Delete(folder, recursive: true);
    }

    private static FingerWindow Window(float[] path, int at) =>
        new(1, [.. Enumerable.Range(0, 2 * FingerWindow.Count).Select(i => path[2 * at + i] - path[2 * at + i % 2])]);
}
