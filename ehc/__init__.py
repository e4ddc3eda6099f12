"""Case management for Education, Health and Care needs assessments and plans."""
