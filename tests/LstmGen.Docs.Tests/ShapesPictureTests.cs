namespace LstmGen.Docs.Tests;

/// <summary>The picture of the shapes is what its program draws, from the shapes that models say they have.</summary>
public sealed class ShapesPictureTests
{
    [Fact]
    public void The_picture_is_the_one_that_its_program_prints()
    {
        string[] lines = Pages.Read("eng/shapes-picture.cs").Split('\n');
        string drawn = ExampleProgram.Run(string.Join('\n', lines.Where(line => !line.StartsWith("#:", StringComparison.Ordinal))));
        string path = Path.Combine(Pages.Root, "docs/pictures/shapes.svg");
        if (Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, drawn);
        }

        Assert.Equal(drawn, Pages.Read("docs/pictures/shapes.svg"));
    }
}
